// One stack for all journeys, and for each its own rep in its own fresh Chromium with the built extension.
import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { type Browser, launchBrowser, signIn } from '../../sandbox/browser.ts';
import { clickNumber, pointAtNumber } from '../../sandbox/click.ts';
import { CONTACTS } from '../../sandbox/people/contacts.ts';
import { type PhoneProbe, type PhoneState, probePhone } from '../../sandbox/phone-probe.ts';
import { type Rep, type Stack, startStack } from '../../sandbox/stack.ts';
import { type CallView, type Phase, recents } from '../../shared/calls/contract.ts';
import { signOut } from '../../shared/team/contract.ts';

/** How many journeys one stack can serve: each signs in as a rep of its own. */
const REPS = 80;
// Ringing and picking up take a third of the time they take people.
const RING_SCALE = 0.3;
// A recording that is not there yet is asked for again ten seconds later: only a journey about that waits for it.
const PROCESSING_SCALE = 0.02;

export type Ringside = {
  readonly stack: Stack;
  readonly rep: Rep;
  readonly browser: Browser;
  /** The demo CRM's list of contacts. */
  readonly crm: Page;
  readonly phone: PhoneProbe;
  /** The options page, where this rep signed in. */
  readonly desk: Page;
  /** The panel, in a tab: the same page the side panel shows. */
  panel(): Promise<Page>;
  /** Points at a contact's number in the CRM until the call button is there; returns the button's middle. */
  point(name: string): Promise<{ x: number; y: number }>;
  /** Presses the call button beside a contact's number with the mouse. */
  click(name: string, clicks?: number): Promise<void>;
  waitForPhase(phase: Phase, timeoutMs?: number): Promise<PhoneState>;
  /** What the carrier knows of this journey's own calls. */
  legs(): ReturnType<Stack['carrier']['ledger']>['legs'];
  /** An answer of the Worker to this rep's own session. */
  api(path: string): Promise<unknown>;
  /** This rep's calls in the database, newest first. */
  record(): Promise<readonly CallView[]>;
  /** Signs this rep's session out behind the extension's back, as an admin may. */
  revokeSession(): Promise<void>;
  /** Ends the background as Chrome does after thirty idle seconds. */
  killServiceWorker(): Promise<void>;
  /** Ends the offscreen document, and with it the phone, as a crash of its process does. */
  killPhone(): Promise<void>;
  /** Ends Chromium with SIGKILL. What is read of `ringside` from then on belongs to the browser `reopen` starts. */
  killBrowser(): Promise<void>;
  /** Starts Chromium again on the same profile, as a person does after a crash. */
  reopen(): Promise<void>;
};

type Options = {
  /** `ask`: nobody has allowed the microphone yet. */
  microphone: 'granted' | 'ask';
};

// A session never leaves the extension's own origin: the asking happens inside one of its pages.
const askApi = (page: Page, path: string, method = 'GET'): Promise<unknown> =>
  page.evaluate(`(async () => {
    const settled = request => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const database = await settled(indexedDB.open('ringside'));
    const { serverUrl, tokens } = await settled(database.transaction('session').objectStore('session').get('current'));
    database.close();
    const reply = await fetch(serverUrl + ${JSON.stringify(path)}, { method: ${JSON.stringify(method)}, headers: { authorization: 'Bearer ' + tokens.access } });
    return reply.json();
  })()`);

const numberOf = (crm: Page, name: string) => {
  const contact = CONTACTS.find(each => each.name === name);
  if (!contact) throw new Error(`The demo CRM has no ${name}.`);
  return crm.getByText(contact.phone, { exact: true }).first();
};

/** Chromium names its process in a lock inside its profile. */
const pidOf = (profile: string): number =>
  Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1));

type Desk = { browser: Browser; options: Page; phone: PhoneProbe; crm: Page; panel?: Page };

/** A browser in which this rep is signed in and on duty, on the demo CRM. */
const openDesk = async (
  stack: Stack,
  rep: Rep,
  profile: string,
  microphone: Options['microphone'],
): Promise<Desk> => {
  const browser = await launchBrowser({ profile, headed: false, fakeMicrophone: true });
  if (microphone === 'granted') await browser.context.grantPermissions(['microphone']);
  const options = await signIn(browser, { workerUrl: stack.workerUrl, setupCode: async () => rep.code });
  const phone = await probePhone(options);
  await phone.until('on duty', state => state.duty === 'ready');
  const crm = await browser.context.newPage();
  await crm.goto(stack.crmUrl);
  return { browser, options, phone, crm };
};

export const test = base.extend<
  Options & { ringside: Ringside },
  { house: { stack: Stack; nextRep(): Rep } }
>({
  microphone: ['granted', { option: true }],

  house: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern.
    async ({}, use) => {
      const home = mkdtempSync(join(tmpdir(), 'ringside-journeys-'));
      const stack = await startStack({
        home,
        ports: 'any',
        reps: REPS,
        ringScale: RING_SCALE,
        processingScale: PROCESSING_SCALE,
      });
      const free = [...stack.reps];
      const nextRep = () => {
        const rep = free.shift();
        if (!rep) throw new Error(`There are more journeys than reps: raise REPS above ${REPS}.`);
        return rep;
      };
      await use({ stack, nextRep });
      await stack.stop();
      rmSync(home, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  ringside: [
    async ({ house, microphone }, use, testInfo) => {
      const { stack } = house;
      const rep = house.nextRep();
      const profile = mkdtempSync(join(tmpdir(), 'ringside-profile-'));
      let now = await openDesk(stack, rep, profile, microphone);
      const startedAt = Date.now();

      await use({
        stack,
        rep,
        get browser() {
          return now.browser;
        },
        get crm() {
          return now.crm;
        },
        get phone() {
          return now.phone;
        },
        get desk() {
          return now.options;
        },
        panel: async () => {
          now.panel ??= await now.browser.openPage('sidepanel');
          return now.panel;
        },
        point: name => pointAtNumber(numberOf(now.crm, name)),
        click: async (name, clicks) => {
          await now.crm.bringToFront();
          await clickNumber(numberOf(now.crm, name), clicks);
        },
        waitForPhase: (phase, timeoutMs) =>
          now.phone.until(phase, ({ call }) => call?.phase === phase, timeoutMs),
        legs: () => stack.carrier.ledger().legs.filter(leg => leg.createdAt >= startedAt),
        api: path => askApi(now.options, path),
        record: async () => recents.reply.parse(await askApi(now.options, recents.path)).calls,
        revokeSession: async () => {
          await askApi(now.options, signOut.path, signOut.method);
        },
        killServiceWorker: async () => {
          const session = await now.browser.context.newCDPSession(now.options);
          await session.send('ServiceWorker.enable');
          await session.send('ServiceWorker.stopAllWorkers');
          await session.detach();
        },
        killPhone: async () => {
          const session = await now.browser.context.newCDPSession(now.options);
          const { targetInfos } = await session.send('Target.getTargets');
          const phone = targetInfos.find(({ url }) => url.endsWith('/offscreen.html'));
          if (!phone) throw new Error('There is no phone to kill.');
          await session.send('Target.closeTarget', { targetId: phone.targetId });
          await session.detach();
        },
        killBrowser: async () => {
          const closed = now.browser.context.waitForEvent('close');
          process.kill(pidOf(profile), 'SIGKILL');
          await closed;
        },
        reopen: async () => {
          now = await openDesk(stack, rep, profile, microphone);
        },
      });

      if (testInfo.status !== testInfo.expectedStatus) {
        const body = JSON.stringify(
          { phone: await now.phone.state(), ledger: stack.carrier.ledger() },
          null,
          2,
        );
        await testInfo.attach('what the phone and the carrier knew', {
          body,
          contentType: 'application/json',
        });
      }
      await now.browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
    // Chromium may take its time to start; the journey's own time begins after.
    { timeout: 90_000 },
  ],
});

export { expect };
