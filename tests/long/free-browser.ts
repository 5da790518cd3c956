// Chromium as a person starts it: a separate process, throttled, frozen and ended like any other, with no debugger
// attached except while `attached` runs.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BrowserContext, chromium } from 'playwright';
import * as z from 'zod';
import { chromiumArguments } from '../../sandbox/browser.ts';
import { buildExtension } from '../../sandbox/build.ts';
import { ensureChromium } from '../../scripts/chromium.ts';

/** Fixed by the key in wxt.config.ts. */
export const EXTENSION_ID = 'bgajpmfbfjjfabnbimlpkpbfbceeiicl';
const ALLOWED = 1;
const START_MS = 30_000;

export type FreeBrowser = {
  readonly process: ChildProcess;
  /** Its targets, listed without attaching to any of them. */
  targets(): Promise<readonly { readonly type: string; readonly url: string }[]>;
  /** Attaches for as long as `act` takes. */
  attached<T>(act: (context: BrowserContext) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Allows the microphone as in an earlier session: a permission granted through a debugger ends with the debugger. */
const allowMicrophone = (profile: string) => {
  const settings = { [`chrome-extension://${EXTENSION_ID}/,*`]: { setting: ALLOWED } };
  const preferences = { profile: { content_settings: { exceptions: { media_stream_mic: settings } } } };
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
};

const until = async <T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> => {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${START_MS} ms.`);
    await pause(50);
  }
};

const Targets = z.array(z.object({ type: z.string(), url: z.string() }));

export const launchFreeBrowser = async (profile: string): Promise<FreeBrowser> => {
  const [extension, executable] = [await buildExtension(), await ensureChromium()];
  allowMicrophone(profile);
  const child = spawn(
    executable,
    [
      ...chromiumArguments(extension, true),
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore'] },
  );
  const portFile = join(profile, 'DevToolsActivePort');
  const port = await until('The debugging port', () => {
    if (child.exitCode !== null) throw new Error(`Chromium ended with exit code ${child.exitCode}.`);
    return existsSync(portFile) ? readFileSync(portFile, 'utf8').split('\n')[0] || undefined : undefined;
  });
  const address = `http://127.0.0.1:${port}`;
  const targets = async () => Targets.parse(await (await fetch(`${address}/json/list`)).json());
  await until('The extension', async () => (await targets()).find(each => each.url.includes(EXTENSION_ID)));
  return {
    process: child,
    targets,
    attached: async act => {
      const browser = await chromium.connectOverCDP(address);
      try {
        const [context] = browser.contexts();
        if (!context) throw new Error('Chromium has no window.');
        return await act(context);
      } finally {
        // For a browser started elsewhere, this ends only the connection.
        await browser.close();
      }
    },
    close: async () => {
      const ended = new Promise(resolve => child.once('close', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
};
