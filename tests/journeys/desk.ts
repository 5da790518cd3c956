// A rep's desk: Chromium with the extension, in which they are signed in and on duty, on the demo CRM. Chromium takes
// longer to start than most journeys take, so a browser still intact after a journey serves the next rep too: pages,
// session, storage and every context of the extension are recreated.
import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Browser, launchBrowser, signIn } from '../../sandbox/browser.ts';
import { type PhoneProbe, probePhone } from '../../sandbox/phone-probe.ts';
import type { Rep, Stack } from '../../sandbox/stack.ts';

export type Machine = { readonly profile: string; readonly browser: Browser };

export type Desk = {
  readonly browser: Browser;
  readonly options: Page;
  readonly phone: PhoneProbe;
  readonly crm: Page;
  panel?: Page;
};

const ON_DUTY_MS = 60_000;
const LOADED_MS = 30_000;

export type Microphone = 'granted' | 'ask';

/** A profile in which an unpacked extension may be reloaded: Chromium requires developer mode for that. */
const newProfile = (): string => {
  const profile = mkdtempSync(join(tmpdir(), 'ringside-profile-'));
  mkdirSync(join(profile, 'Default'));
  const preferences = { extensions: { ui: { developer_mode: true } } };
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(preferences));
  return profile;
};

export const startMachine = async (microphone: Microphone, profile = newProfile()): Promise<Machine> => {
  const browser = await launchBrowser({ profile, headed: false, fakeMicrophone: true });
  if (microphone === 'granted') await browser.context.grantPermissions(['microphone']);
  return { profile, browser };
};

export const stopMachine = async ({ browser, profile }: Machine): Promise<void> => {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
};

/** Chromium writes its process id into a lock inside its profile. */
const pidOf = (profile: string): number =>
  Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1));

/** Kills Chromium with SIGKILL; the profile stays. */
export const killBrowser = async ({ browser, profile }: Machine): Promise<void> => {
  const closed = browser.context.waitForEvent('close');
  process.kill(pidOf(profile), 'SIGKILL');
  await closed;
};

/** For a browser that no longer answers. */
export const killMachine = async (machine: Machine): Promise<void> => {
  await killBrowser(machine);
  rmSync(machine.profile, { recursive: true, force: true });
};

// Stores are emptied rather than deleted: a database that is still open cannot be deleted.
const FORGET_AND_RELOAD = `(async () => {
  const settled = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    const stores = [...database.objectStoreNames];
    if (stores.length) {
      const transaction = database.transaction(stores, 'readwrite');
      await Promise.all(stores.map(store => settled(transaction.objectStore(store).clear())));
    }
    database.close();
  }
  await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear(), chrome.storage.sync.clear()]);
  setTimeout(() => chrome.runtime.reload());
})()`;

/** A file of the extension that runs no code. */
const openManifest = async ({ browser }: Machine): Promise<Page> => {
  const page = await browser.context.newPage();
  await page.goto(`chrome-extension://${browser.extensionId}/manifest.json`);
  return page;
};

/** Resets a desk for the next rep. */
export const clearMachine = async (machine: Machine, waitsFor: (what: string) => void): Promise<void> => {
  const { browser } = machine;
  const { context } = browser;
  waitsFor('the pages of the journey before to close');
  await context.unrouteAll();
  await context.setOffline(false);
  // Chromium ends with its last page.
  const left = await context.newPage();
  await Promise.all(
    context
      .pages()
      .filter(page => page !== left)
      .map(page => page.close()),
  );
  waitsFor('the extension to be ended');
  const page = await openManifest(machine);
  const closed = page.waitForEvent('close');
  // Chromium blocks the extension's pages until it has loaded the extension, and then starts its service worker.
  const loaded = context.waitForEvent('serviceworker', { timeout: LOADED_MS });
  await page.evaluate(FORGET_AND_RELOAD);
  await closed;
  await context.clearCookies();
  waitsFor('the extension to be loaded again');
  await loaded;
};

/** Signs this rep in and waits until they are on duty. */
export const openDesk = async (
  stack: Stack,
  rep: Rep,
  { browser }: Machine,
  waitsFor: (what: string) => void = () => {},
): Promise<Desk> => {
  waitsFor(`${rep.name} to be signed in`);
  const options = await signIn(browser, { workerUrl: stack.workerUrl, setupCode: async () => rep.code });
  waitsFor(`the phone of ${rep.name} to be on duty`);
  const phone = await probePhone(options);
  await phone.until('on duty', state => state.duty === 'ready', ON_DUTY_MS);
  waitsFor('the demo CRM');
  const isBlank = (page: Page) => page.url() === 'about:blank';
  const crm = browser.context.pages().find(isBlank) ?? (await browser.context.newPage());
  await crm.goto(stack.crmUrl);
  return { browser, options, phone, crm };
};
