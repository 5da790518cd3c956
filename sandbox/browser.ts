// A real Chromium with the extension installed, as a user would have it.
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { ensureChromium } from '../scripts/chromium.ts';
import { buildExtension } from './build.ts';

export type BrowserOptions = {
  /** The profile's folder: it keeps the session and the microphone's permission. */
  readonly profile: string;
  readonly headed: boolean;
  /** Beeps instead of the machine's microphone; without this, only on a machine that has none. */
  readonly fakeMicrophone?: boolean;
};

export type Browser = {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** True when the microphone only beeps and no voice can be heard. */
  readonly beeps: boolean;
  /** One of the extension's own pages, in a tab. */
  openPage(name: 'sidepanel' | 'options' | 'microphone', section?: string): Promise<Page>;
  close(): Promise<void>;
};

const isLoopbackOnly = () =>
  !Object.values(networkInterfaces()).some(addresses => addresses?.some(address => !address.internal));

/** Sound cards as Linux lists them; other systems are assumed to have a microphone. */
const hasMicrophone = (): boolean => {
  if (process.platform !== 'linux') return true;
  try {
    return /^\s*\d+ \[/m.test(readFileSync('/proc/asound/cards', 'utf8'));
  } catch {
    return false;
  }
};

/** Chromium's command line, here and wherever it is started without a debugger. */
export const chromiumArguments = (extension: string, beeps: boolean): string[] => [
  `--load-extension=${extension}`,
  `--disable-extensions-except=${extension}`,
  // Chromium refuses to start its sandbox as root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  // WebRTC skips loopback addresses unless the flag below allows them.
  ...(isLoopbackOnly() ? ['--allow-loopback-in-peer-connection'] : []),
  ...(beeps ? ['--use-fake-device-for-media-stream'] : []),
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
];

/** Builds the extension if necessary, and starts Chromium with it. */
export const launchBrowser = async (options: BrowserOptions): Promise<Browser> => {
  const [extension, executablePath] = [await buildExtension(), await ensureChromium()];
  const beeps = options.fakeMicrophone ?? !hasMicrophone();
  const context = await chromium.launchPersistentContext(options.profile, {
    executablePath,
    headless: !options.headed,
    // Wide enough for a CRM with the panel docked beside it; on a smaller screen the window is smaller.
    args: [...chromiumArguments(extension, beeps), ...(options.headed ? ['--window-size=1320,840'] : [])],
    ignoreDefaultArgs: options.headed ? ['--enable-automation'] : [],
    viewport: options.headed ? null : { width: 1280, height: 800 },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const extensionId = new URL(worker.url()).host;
  return {
    context,
    extensionId,
    beeps,
    openPage: async (name, section) => {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${extensionId}/${name}.html${section ? `#/${section}` : ''}`);
      return page;
    },
    close: () => context.close(),
  };
};

export type SignIn = {
  readonly workerUrl: string;
  /** Called only when this browser is not signed in to this server yet. */
  readonly setupCode: () => Promise<string>;
};

/** Signs in as every user does: the options page, the Worker's address, a setup code. Leaves the page open. */
export const signIn = async (
  browser: Pick<Browser, 'openPage'>,
  { workerUrl, setupCode }: SignIn,
): Promise<Page> => {
  const page = await browser.openPage('options', 'browser');
  const form = page.getByLabel('Setup code');
  const connected = page.getByRole('heading', { name: 'You are connected' });
  await form.or(connected).first().waitFor();
  if (await connected.isVisible()) {
    if (await page.getByText(workerUrl, { exact: true }).isVisible()) return page;
    // The Worker's port changed since the last start.
    await page.getByRole('button', { name: 'Sign out' }).click();
    await form.waitFor();
  }
  await page.getByLabel('Address of your Ringside server').fill(workerUrl);
  await form.fill(await setupCode());
  await page.getByRole('button', { name: 'Connect' }).click();
  await connected.waitFor();
  return page;
};
