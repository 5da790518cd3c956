// One stack for all journeys; each journey has its own rep in Chromium with the built extension (desk.ts).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import type { Browser } from '../../sandbox/browser.ts';
import { RATES } from '../../sandbox/carrier/account/rates.ts';
import { clickNumber, pointAtNumber } from '../../sandbox/click.ts';
import { CONTACTS } from '../../sandbox/people/contacts.ts';
import type { PhoneProbe, PhoneState } from '../../sandbox/phone-probe.ts';
import { type Rep, type Stack, startStack } from '../../sandbox/stack.ts';
import type { CallView, Phase } from '../../shared/calls/contract.ts';
import { recents } from '../../shared/calls/screen-contract.ts';
import { signOut } from '../../shared/team/contract.ts';
import { killBrowser, type Machine, type Microphone, openDesk, startMachine, stopMachine } from './desk.ts';
import { type House, nextDesk } from './next-desk.ts';
import { patiently } from './patience.ts';

/** Each journey signs in as a rep of its own; reps are created in batches of this size. */
const REPS = 30;
// Ringing and picking up take a third of the time that people need.
const RING_SCALE = 0.3;
// Far longer than either takes on a machine that runs four other things.
const HOUSE_MS = 240_000;
const DESK_MS = 150_000;
const ITS_END_MS = 30_000;
// A recording that is not ready is asked for again ten seconds later: only a journey about that waits for it.
const PROCESSING_SCALE = 0.02;
// One call costs more than a dollar: enough to reach the smallest possible spend limit.
const EXPENSIVE = { ...RATES, outboundMinute: 1_500_000 };

export type Ringside = {
  readonly stack: Stack;
  readonly rep: Rep;
  readonly browser: Browser;
  /** The demo CRM's list of contacts. */
  readonly crm: Page;
  readonly phone: PhoneProbe;
  /** The options page on which this rep signed in. */
  readonly desk: Page;
  /** The panel, in a tab: the same page the side panel shows. */
  panel(): Promise<Page>;
  /** Hovers over a contact's number in the CRM until the call button shows; returns the button's middle. */
  point(name: string): Promise<{ x: number; y: number }>;
  /** Clicks the call button next to a contact's number with the mouse. */
  click(name: string, clicks?: number): Promise<void>;
  /** Waits until a call is, or during that call was, in this phase: a phase may pass between two looks. */
  waitForPhase(phase: Phase, timeoutMs?: number): Promise<PhoneState>;
  /** This journey's own calls as the carrier knows them. */
  legs(): ReturnType<Stack['carrier']['ledger']>['legs'];
  /** A request to the Worker in this rep's own session; returns the answer. */
  api(path: string): Promise<unknown>;
  /** This rep's calls in the database, newest first. */
  record(): Promise<readonly CallView[]>;
  /** Ends this rep's session without the extension's knowledge, as an admin may. */
  revokeSession(): Promise<void>;
  /** Ends the background as Chrome does after thirty idle seconds. */
  killServiceWorker(): Promise<void>;
  /** Ends the offscreen document, and with it the phone, as a crash of its process would. */
  killPhone(): Promise<void>;
  /** Kills Chromium with SIGKILL. From then on `ringside` refers to the browser that `reopen` starts. */
  killBrowser(): Promise<void>;
  /** Restarts Chromium on the same profile, as a person would after a crash. */
  reopen(): Promise<void>;
};

type Options = {
  /** `ask`: the microphone has not been allowed yet. */
  microphone: Microphone;
};

// A session never leaves the extension's origin, so the request is made inside one of its pages.
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

type Call = NonNullable<PhoneState['call']>;
const hasReached = (call: Call, phase: Phase): boolean =>
  call.phase === phase || (!['ended', 'failed'].includes(call.phase) && call.marks[phase] !== undefined);

export const test = base.extend<Options & { ringside: Ringside }, { house: House }>({
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
        rates: EXPENSIVE,
      });
      const free = [...stack.reps];
      let spare: Machine | undefined;
      await use({
        stack,
        nextRep: async () => {
          const rep = free.shift();
          if (rep) return rep;
          free.push(...(await stack.addReps(REPS)));
          return free.shift() as Rep;
        },
        takeMachine: () => {
          const last = spare;
          spare = undefined;
          return last;
        },
        giveBack: machine => {
          spare = machine;
        },
      });
      if (spare) await stopMachine(spare);
      await stack.stop();
      rmSync(home, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: HOUSE_MS + ITS_END_MS },
  ],

  ringside: [
    async ({ house, microphone }, use, testInfo) => {
      const { stack } = house;
      const { rep, ...begun } = await patiently(DESK_MS, waitsFor => nextDesk(house, microphone, waitsFor));
      let { machine, desk: now } = begun;
      let isWhole = microphone === 'granted';
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
          now.phone.until(phase, ({ call }) => call !== null && hasReached(call, phase), timeoutMs),
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
          isWhole = false;
          await killBrowser(machine);
        },
        reopen: async () => {
          machine = await startMachine(microphone, machine.profile);
          now = await openDesk(stack, rep, machine);
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
      if (isWhole && testInfo.status === testInfo.expectedStatus) house.giveBack(machine);
      else await stopMachine(machine);
    },
    // Chromium may be slow to start; the journey's own time limit begins afterwards.
    { timeout: DESK_MS + ITS_END_MS },
  ],
});

export { expect };
