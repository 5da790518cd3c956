// `npm run demo`: one complete call in a real, headless Chromium. Standard output is exactly one JSON object.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { recents } from '../shared/calls/screen-contract.ts';
import { launchBrowser, signIn } from './browser.ts';
import { clickNumber } from './click.ts';
import { signInAsGuest } from './guest.ts';
import { CONTACTS } from './people/contacts.ts';
import { probePhone } from './phone-probe.ts';
import { REPS } from './seed.ts';
import { type Stack, startStack } from './stack.ts';

const TALK_MS = 3_500;
/** Half a second of audio. People pause; only packets with speech count. */
const TALKED_PACKETS = 25;
const say = (line: string) => process.stderr.write(`${line}\n`);
const maria = CONTACTS[0];
const rep = REPS[0];
if (!maria || !rep) throw new Error('The sandbox has no contact to call, or no rep to call from.');

/** The newest call on record, read from the API in a separate session. */
const lastOnRecord = async ({ workerUrl, setupCode }: Stack) => {
  const { token } = await signInAsGuest(workerUrl, await setupCode(rep.email), 'demo');
  const reply = await fetch(`${workerUrl}${recents.path}`, { headers: { authorization: `Bearer ${token}` } });
  return recents.reply.parse(await reply.json()).calls[0];
};

const demo = async (stack: Stack, profile: string) => {
  const browser = await launchBrowser({ profile, headed: false, fakeMicrophone: true });
  try {
    await browser.context.grantPermissions(['microphone']);
    const options = await signIn(browser, {
      workerUrl: stack.workerUrl,
      setupCode: () => stack.setupCode(rep.email),
    });
    const phone = await probePhone(options);
    await phone.until('on duty', state => state.duty === 'ready');
    say('Signed in and on duty.');

    const crm = await browser.context.newPage();
    await crm.goto(stack.crmUrl);
    const panelOpened = phone.panelOpened();
    await clickNumber(crm.getByText(maria.phone, { exact: true }).first());
    say(`Clicked ${maria.phone}.`);
    await phone.until('ringing', ({ call }) => call?.phase === 'ringing');
    say('It rings.');
    await phone.until('active', ({ call }) => call?.phase === 'active');
    say(`${maria.name} answered.`);
    const before = await phone.audio();
    await pause(TALK_MS);
    const after = await phone.audio();

    const panel = await browser.openPage('sidepanel');
    await panel.getByRole('button', { name: 'Keypad' }).click();
    await panel.keyboard.press('5');
    const withDigit = await phone.until('sending a digit', ({ call }) => call?.digits === '5');
    await panel.getByRole('button', { name: 'End' }).click();
    const ended = await phone.until('ended', ({ call }) => call?.phase === 'ended');
    say('Hung up.');
    await stack.carrier.control.webhooksSettled();

    const marks = ended.call?.marks ?? {};
    const sinceClick = (time: number | undefined) =>
      time === undefined || marks.intent === undefined ? null : Math.round(time - marks.intent);
    const { legs, faults } = stack.carrier.ledger();
    const device = legs.find(leg => leg.kind === 'client');
    const person = legs.find(leg => leg.kind === 'pstn');
    const call = await lastOnRecord(stack);
    return {
      phases: {
        panel: sinceClick(await panelOpened),
        posted: sinceClick(marks.posted),
        connect: sinceClick(marks.connect),
        ringing: sinceClick(marks.ringing),
        active: sinceClick(marks.active),
        ended: sinceClick(marks.ended),
      },
      audio: {
        browser: {
          sent: {
            packets: after.packetsSent - before.packetsSent,
            energy: after.energyOut - before.energyOut,
          },
          received: {
            packets: after.packetsReceived - before.packetsReceived,
            energy: after.energyIn - before.energyIn,
          },
        },
        carrier: { sent: device?.heard ?? null, received: device?.said ?? null },
        customer: { heard: person?.heard ?? null, said: person?.said ?? null },
      },
      digits: withDigit.call?.digits ?? null,
      call: call ?? null,
      contact: call?.contact ?? null,
      carrierFaults: faults,
    };
  } finally {
    await browser.close();
  }
};

type Told = Awaited<ReturnType<typeof demo>>;

/** Everything that must be true of the call, by name. */
const verdicts = ({ phases, audio, digits, call, contact, carrierFaults }: Told): Record<string, boolean> => {
  const order = [phases.posted, phases.connect, phases.ringing, phases.active, phases.ended];
  const flows = [
    ...Object.values(audio.browser),
    ...Object.values(audio.carrier),
    ...Object.values(audio.customer),
  ];
  return {
    panelOpened: phases.panel !== null && phases.panel >= 0,
    phasesInOrder: order.every(
      (time, index) => time !== null && time >= 0 && time >= (order[index - 1] ?? 0),
    ),
    audioBothWays: flows.every(flow => flow !== null && flow.packets >= TALKED_PACKETS && flow.energy > 0),
    digitSent: digits === '5',
    onRecord: call?.phase === 'ended' && call.endReason === 'completed' && call.endedBy === 'rep',
    answeredOnRecord: call?.answeredAt !== undefined && call.ringingAt !== undefined,
    rightNumber: call?.to === maria.e164,
    rightContact: contact?.name === maria.name && contact.company === maria.company,
    noCarrierFault: carrierFaults.length === 0,
  };
};

const home = mkdtempSync(join(tmpdir(), 'ringside-demo-'));
let stack: Stack | undefined;
const end = async () => {
  await stack?.stop();
  rmSync(home, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void end().finally(() => process.exit(1)));
}

try {
  say('Starting the carrier, the demo CRM and the Worker …');
  stack = await startStack({ home, ports: 'any' });
  const told = await demo(stack, join(home, 'profile'));
  const checks = verdicts(told);
  const ok = Object.values(checks).every(Boolean);
  console.log(JSON.stringify({ ok, ...told, checks }));
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.log(JSON.stringify({ ok: false, error: error instanceof Error ? error.message : String(error) }));
  process.exitCode = 1;
} finally {
  await end();
}
