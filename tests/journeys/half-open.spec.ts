// A machine that is suspended in mid-call: its connection stays open, but nothing answers when it is closed.
import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, signIn } from '../../sandbox/browser.ts';
import { probePhone } from '../../sandbox/phone-probe.ts';
import { expect, type Ringside, test } from './harness.ts';

const typed = (number: string) => ({
  intent: { number, source: 'keypad', at: Date.now() },
  key: crypto.randomUUID(),
});

/** A second browser of the same rep, whose processes can be stopped as by closing a laptop's lid. */
const suspendable = async ({ stack, rep }: Ringside) => {
  const profile = mkdtempSync(join(tmpdir(), 'ringside-suspended-'));
  const browser = await launchBrowser({ profile, headed: false, fakeMicrophone: true });
  await browser.context.grantPermissions(['microphone']);
  const page = await signIn(browser, {
    workerUrl: stack.workerUrl,
    setupCode: () => stack.setupCode(rep.email),
  });
  const phone = await probePhone(page);
  await phone.until('on duty', state => state.duty === 'ready');
  // Chromium writes its process id into a lock inside its profile; its children share its process group.
  const group = -Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1));
  return {
    phone,
    suspend: () => process.kill(group, 'SIGSTOP'),
    close: async () => {
      process.kill(group, 'SIGCONT');
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
};

test('a browser that freezes in mid-call does not disturb the rep’s other browser, which sees the contact held and released, and calls again', {
  tag: '@waits',
}, async ({ ringside }) => {
  const laptop = await suspendable(ringside);
  try {
    await laptop.phone.ask('calls.dial', typed('(212) 555-0111'));
    const { call } = await laptop.phone.until('in a call', state => state.call?.phase === 'active');
    const panel = await ringside.panel();
    await ringside.phone.until('shown the call', state => state.call?.view?.id === call?.view?.id);
    laptop.suspend();

    await ringside.phone.until(
      'told that they wait',
      ({ call }) => call?.view?.rejoinUntil !== undefined,
      40_000,
    );
    await expect(panel.getByRole('button', { name: 'Rejoin' })).toBeVisible();
    const over = await ringside.waitForPhase('failed', 70_000);
    expect(over.call?.view).toMatchObject({ id: call?.view?.id, endReason: 'network_error' });
    await expect.poll(() => ringside.legs().find(leg => leg.kind === 'pstn')?.status).toBe('completed');

    await ringside.phone.ask('calls.dial', typed('(212) 555-0111'));
    await ringside.waitForPhase('active');
    await ringside.phone.ask('calls.hangUp');
    await ringside.waitForPhase('ended');
    await expect
      .poll(() => ringside.record())
      .toMatchObject([
        { phase: 'ended', endedBy: 'rep' },
        { phase: 'failed', endReason: 'network_error' },
      ]);
  } finally {
    await laptop.close();
  }
});
