import { expect, type Ringside, test } from './harness.ts';

const typed = (number: string) => ({
  intent: { number, source: 'keypad', at: Date.now() },
  key: crypto.randomUUID(),
});

const talksOn = async ({ phone }: Ringside) => {
  const before = await phone.audio();
  await expect
    .poll(async () => (await phone.audio()).packetsReceived - before.packetsReceived)
    .toBeGreaterThan(75);
};

// Restart the Worker for the next journey, whatever this one did to it.
test.afterEach(async ({ house }) => {
  house.stack.worker.thaw();
  await house.stack.worker.start();
});

test('with the Worker down a dial says so and rings nobody; when it is back, calls go out again', async ({
  ringside,
}) => {
  await ringside.stack.worker.stop();
  const panel = await ringside.panel();
  const outcome = await ringside.phone.ask('calls.dial', typed('(212) 555-0111'));
  expect(outcome).toMatchObject({ ok: false, error: { reason: 'offline' } });
  await expect(panel.getByText('cannot reach its server').first()).toBeVisible();
  expect(ringside.legs()).toEqual([]);

  await ringside.stack.worker.start();
  await ringside.phone.until('on duty again', ({ duty }) => duty === 'ready', 45_000);
  await ringside.phone.ask('calls.dial', typed('(212) 555-0111'));
  await ringside.waitForPhase('active');
  expect(ringside.legs().map(leg => leg.kind)).toEqual(['client', 'pstn']);
});

test('a Worker that hangs for four seconds makes one call, once', async ({ ringside }) => {
  ringside.stack.worker.freeze();
  const dialled = ringside.phone.ask('calls.dial', typed('(212) 555-0111'));
  await ringside.phone.until('connecting', ({ call }) => call?.phase === 'connecting');
  const frozenAt = Date.now();
  await expect.poll(() => Date.now() - frozenAt).toBeGreaterThan(4_000);
  expect(ringside.legs()).toEqual([]);
  ringside.stack.worker.thaw();
  expect(await dialled).toMatchObject({ ok: true });
  await ringside.waitForPhase('active');
  expect(ringside.legs().map(leg => leg.kind)).toEqual(['client', 'pstn']);
});

test('a Worker restarted in mid-call leaves the audio alone, and the end is on record', async ({
  ringside,
}) => {
  await ringside.click('Nadia Petrova');
  const { call } = await ringside.waitForPhase('active');
  await ringside.stack.worker.stop();
  await talksOn(ringside);
  expect((await ringside.phone.state())?.call?.phase).toBe('active');
  await ringside.stack.worker.start();
  await ringside.phone.until('on duty again', ({ duty }) => duty === 'ready', 45_000);
  await talksOn(ringside);
  await ringside.phone.ask('calls.hangUp');
  const over = await ringside.waitForPhase('ended');
  expect(over.call?.view).toMatchObject({ id: call?.view?.id, endReason: 'completed', endedBy: 'rep' });
  await expect.poll(() => ringside.legs().map(leg => leg.status)).toEqual(['completed', 'completed']);
  await expect.poll(() => ringside.record()).toMatchObject([{ phase: 'ended', endReason: 'completed' }]);
});

test('a contact’s hang-up while the Worker is down reaches the record', async ({ ringside }) => {
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  await ringside.stack.worker.stop();
  const person = ringside.legs().find(leg => leg.kind === 'pstn');
  expect(ringside.stack.carrier.control.hangUpAsPerson(person?.sid ?? '')).toBe(true);
  await ringside.stack.worker.start();
  const over = await ringside.waitForPhase('ended', 90_000);
  expect(over.call?.view).toMatchObject({ endReason: 'completed', endedBy: 'customer' });
  await expect.poll(() => ringside.legs().map(leg => leg.status)).toEqual(['completed', 'completed']);
  await expect.poll(() => ringside.record()).toMatchObject([{ phase: 'ended', endedBy: 'customer' }]);
});

test.describe('with tokens that last seconds', () => {
  // The next start uses ordinary tokens again.
  test.afterEach(({ house }) => house.stack.worker.stop());

  test('a token that expires in mid-call ends nothing, and the next call goes out with a new one [F051.4]', async ({
    ringside,
  }) => {
    const ttlSeconds = 15;
    await ringside.stack.worker.stop();
    await ringside.stack.worker.start({ VOICE_TOKEN_TTL_SECONDS: String(ttlSeconds) });
    // A phone that starts now gets only short-lived tokens.
    await ringside.panel();
    await ringside.killPhone();
    await ringside.phone.until('on duty', ({ duty }) => duty === 'ready', 45_000);

    await ringside.click('Nadia Petrova');
    await ringside.waitForPhase('active');
    const { view } = (await ringside.phone.state())?.call ?? {};
    await expect
      .poll(() => Date.now() - (view?.openedAt ?? 0), { timeout: 60_000 })
      .toBeGreaterThan((ttlSeconds + 5) * 1000);
    await talksOn(ringside);
    expect((await ringside.phone.state())?.call?.phase).toBe('active');
    await ringside.phone.ask('calls.hangUp');
    await ringside.waitForPhase('ended');

    await ringside.phone.ask('calls.dismiss');
    await ringside.phone.ask('calls.dial', typed('(212) 555-0106'));
    await ringside.waitForPhase('active', 30_000);
    expect(ringside.legs().map(leg => leg.kind)).toEqual(['client', 'pstn', 'client', 'pstn']);
  });
});
