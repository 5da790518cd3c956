// `npm start`: everything on this machine, and Chromium on the demo CRM, signed in. Ctrl-C ends everything.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder } from '../scripts/home.ts';
import { type Browser, launchBrowser, signIn } from './browser.ts';
import { buildExtension, EXTENSION_FOLDER } from './build.ts';
import { PORTS } from './ports.ts';
import { OWNER, REPS } from './seed.ts';
import { type Stack, startStack } from './stack.ts';

const home = homeFolder();
const pidFile = join(home, 'running.pid');
const rep = REPS[0]?.email ?? '';

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** One instance at a time: two would write to the same database and fight over the browser's profile. */
const claimHome = () => {
  const other = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
  if (other && other !== process.pid && isRunning(other)) {
    console.error(`Ringside is already running here (process ${other}). If it is not, delete ${pidFile}.`);
    process.exit(1);
  }
  mkdirSync(home, { recursive: true });
  writeFileSync(pidFile, String(process.pid));
};

const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

let stack: Stack | undefined;
let browser: Browser | undefined;
let ending: Promise<void> | undefined;

const end = (exitCode: number): Promise<void> => {
  ending ??= (async () => {
    await browser?.close();
    await stack?.stop();
    rmSync(pidFile, { force: true });
    process.exit(exitCode);
  })();
  return ending;
};

const sayWhere = ({ ports, workerUrl, crmUrl, mail, carrier, workerLog }: Stack) => {
  const moved = (name: keyof typeof PORTS) =>
    ports[name] === PORTS[name] ? '' : `   (port ${PORTS[name]} is taken)`;
  console.log(`
  Worker      ${workerUrl}${moved('worker')}
  Carrier     ${carrier.url}${moved('carrier')}   open it: calls, faults, your own telephone; no real person is called
  Demo CRM    ${crmUrl}${moved('crm')}   open it: contacts to call, and how each one answers
  Mail        ${mail.url}${moved('mail')}   open it: invitations and codes; no mail leaves this machine
  Data        ${home}   kept for the next start; the Worker's log is ${workerLog}`);
};

const sayByHand = async ({ workerUrl, crmUrl, setupCode }: Stack, why: string) => {
  console.log(`
${why}, so no browser was opened. In a Chrome or Chromium that can reach this machine's localhost:

  1. Open chrome://extensions, switch on Developer mode, click Load unpacked, and choose
     ${EXTENSION_FOLDER}
  2. Click Ringside in the toolbar (under the puzzle piece), click Connect in its side panel, and enter
       Address      ${workerUrl}
       Setup code   ${await setupCode(rep)}
     The code works once, within 30 minutes. Another one: npm run setup-code -- --email ${rep}
  3. Open ${crmUrl}, point at a phone number and click the green button.`);
};

/** A rep sees little of the workspace; a person who tries the product wants to see all of it. */
const sayOwner = () => {
  console.log(`
${rep} is a rep. ${OWNER.email} owns the workspace and sees its settings, members and audit log:
sign in with a code of theirs, in another browser profile or after signing out under "This browser".
  npm run setup-code -- --email ${OWNER.email}`);
};

const openBrowser = async ({ workerUrl, crmUrl, setupCode }: Stack) => {
  browser = await launchBrowser({ profile: join(home, 'profile'), headed: true });
  const options = await signIn(browser, { workerUrl, setupCode: () => setupCode(rep) });
  const crm = browser.context.pages().find(page => page.url() === 'about:blank') ?? options;
  await crm.goto(crmUrl);
  await crm.bringToFront();
  if (crm !== options) await options.close();
  browser.context.on('close', () => {
    if (!ending)
      console.log('\nThe browser is closed. The rest keeps running; Ctrl-C ends it, npm start reopens it.');
  });
  console.log(`
Chromium is open on the demo CRM, signed in as ${rep}.
Point at a phone number and click the green button: Maria Alvarez answers and talks.
The first time, a page asks for the microphone; the call continues as soon as it is allowed.`);
  if (browser.beeps) {
    console.log('No microphone was found on this machine: Chromium sends beeps instead.');
  }
};

const isOld = existsSync(home);
/** Why Chromium did not open, in one line; Playwright's own message has forty. */
const whyNot = (error: unknown): string => {
  const [first = '', ...more] = (error instanceof Error ? error.message : String(error)).split('\n');
  return more.some(line => /XServer|X server/.test(line))
    ? `The display ${process.env.DISPLAY} does not answer`
    : first.replace(/[.:]$/, '');
};

/** Chromium is a convenience: users who have their own browser do not need ours. */
const show = async (on: Stack) => {
  if (!hasDisplay()) return sayByHand(on, 'There is no display here');
  try {
    await openBrowser(on);
  } catch (error) {
    if (ending) throw error;
    await browser?.close();
    await sayByHand(on, whyNot(error));
  }
};

claimHome();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    console.log('\nEnding …');
    void end(0);
  });
}

try {
  console.log('Starting Ringside …');
  const [started] = await Promise.all([startStack({ home }), buildExtension()]);
  stack = started;
  void stack.died.then(words => {
    console.error(words);
    return end(1);
  });
  sayWhere(stack);
  await show(stack);
  sayOwner();
  console.log('\nCtrl-C ends everything.');
} catch (error) {
  // An early Ctrl-C stops a part while others are still starting, which makes the start throw.
  if (!ending) {
    console.error(error instanceof Error ? error.message : error);
    if (isOld) console.error(`If this keeps happening, move ${home} away: the next start creates a new one.`);
  }
  await end(1);
}
