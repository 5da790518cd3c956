// A rep on duty in real Chromium, with the whole sandbox behind: everything a click triggers in a real call.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright';
import { type Browser, launchBrowser, signIn } from '../../sandbox/browser.ts';
import { type PhoneProbe, probePhone } from '../../sandbox/phone-probe.ts';
import { type Stack, startStack } from '../../sandbox/stack.ts';

const RING_SCALE = 0.05;

export type Scene = {
  readonly stack: Stack;
  readonly browser: Browser;
  readonly crm: Page;
  /** One of the extension's own pages, with the phone's Port; reopened after the phone was ended. */
  readonly phone: () => Promise<PhoneProbe>;
  readonly ours: () => Page;
  /** Ends the background as Chrome does after 30 s without activity. */
  readonly stopBackground: () => Promise<void>;
  /** Ends the background, and the phone with it. */
  readonly stopAll: () => Promise<void>;
  /** Runs in the content script's world on the CRM page. */
  readonly inContent: (expression: string) => Promise<unknown>;
  readonly stop: () => Promise<void>;
};

const contentOf = async (session: CDPSession, extensionId: string): Promise<() => number> => {
  let world = 0;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.includes(extensionId) || context.name === 'Ringside') world = context.id;
  });
  await session.send('Runtime.enable');
  return () => world;
};

export const openScene = async (): Promise<Scene> => {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-dial-'));
  const stack = await startStack({
    home: join(folder, 'home'),
    ports: 'any',
    ringScale: RING_SCALE,
    reps: 1,
  });
  let browser: Browser | undefined;
  const stop = async () => {
    await browser?.close();
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    browser = await launchBrowser({ profile: join(folder, 'profile'), headed: false, fakeMicrophone: true });
    const { context, extensionId, openPage } = browser;
    await context.grantPermissions(['microphone']);
    const [rep] = stack.reps;
    if (!rep) throw new Error('The sandbox has no rep.');
    let ours = await signIn(browser, { workerUrl: stack.workerUrl, setupCode: async () => rep.code });
    let probe: PhoneProbe | undefined = await probePhone(ours);
    await probe.until('on duty', ({ duty }) => duty === 'ready');
    const crm = await context.newPage();
    const session = await context.newCDPSession(crm);
    const world = await contentOf(session, extensionId);
    await crm.goto(stack.crmUrl);

    const stopBackground = async () => {
      const own = await context.newCDPSession(ours);
      await own.send('ServiceWorker.enable');
      await own.send('ServiceWorker.stopAllWorkers');
      await own.detach();
    };
    return {
      stack,
      browser,
      crm,
      ours: () => ours,
      phone: async () => {
        probe ??= await probePhone(ours);
        return probe;
      },
      stopBackground,
      stopAll: async () => {
        // The probe's Port would wake the background again, so its page is recreated.
        const page = await openPage('options');
        await ours.close();
        ours = page;
        probe = undefined;
        await stopBackground();
        await page.evaluate('chrome.offscreen.closeDocument().catch(() => undefined)');
        await stopBackground();
      },
      inContent: async expression => {
        const { result, exceptionDetails: fault } = await session.send('Runtime.evaluate', {
          expression,
          contextId: world(),
          returnByValue: true,
          awaitPromise: true,
        });
        if (fault) throw new Error(fault.exception?.description ?? fault.text);
        return result.value;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
