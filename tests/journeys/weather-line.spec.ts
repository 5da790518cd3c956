// The line to the phone network fails while the rep is idle, dials, or hangs up.
import { expect, type Ringside, test } from './harness.ts';
import { pickStatus } from './statuses.ts';

const since = (at: number) => expect.poll(() => Date.now() - at, { timeout: 90_000 });
const kinds = ({ legs }: Ringside) => legs().map(leg => leg.kind);

test.afterEach(async ({ house }) => {
  house.stack.carrier.control.signallingUp();
  await house.stack.worker.start();
});

test('a rep who is idle while the line is down is not “Online”, and the first click once it is back calls, once', async ({
  ringside,
}) => {
  const { control } = ringside.stack.carrier;
  const panel = await ringside.panel();
  await pickStatus(panel, 'Online');
  control.signallingDown();
  const downAt = Date.now();
  await expect(panel.getByText('Not connected', { exact: true })).toBeVisible();
  // By now the SDK's next automatic attempt to reconnect is a quarter of a minute away.
  await since(downAt).toBeGreaterThan(30_000);
  control.signallingUp();
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active', 10_000);
  expect(kinds(ringside)).toEqual(['client', 'pstn']);
  expect(await ringside.record()).toHaveLength(1);
});

test('a click without a line says so, rings nobody, and calls automatically, once, when the line is there', async ({
  ringside,
}) => {
  const { control } = ringside.stack.carrier;
  control.signallingDown();
  await ringside.phone.until('not connected', ({ duty }) => duty === 'no_line');
  await ringside.click('Nadia Petrova');
  const panel = await ringside.panel();
  await expect(panel.getByText('Not connected to the phone network yet').first()).toBeVisible();
  expect(ringside.legs()).toEqual([]);
  expect(await ringside.record()).toEqual([]);
  control.signallingUp();
  await ringside.waitForPhase('active', 30_000);
  expect(kinds(ringside)).toEqual(['client', 'pstn']);
  await panel.getByRole('button', { name: 'End' }).click();
  await ringside.waitForPhase('ended');
  await expect.poll(() => ringside.record()).toMatchObject([{ endReason: 'completed', endedBy: 'rep' }]);
});

test('a click that has to start the phone as well calls once, even if its first line fails', async ({
  ringside,
}) => {
  const { control } = ringside.stack.carrier;
  control.signallingDown();
  await ringside.killPhone();
  await ringside.click('Nadia Petrova');
  await ringside.phone.until(
    'dialling without a line',
    ({ call, duty }) => call !== null && duty === 'no_line',
  );
  expect(ringside.legs()).toEqual([]);
  control.signallingUp();
  await ringside.waitForPhase('active', 30_000);
  expect(kinds(ringside)).toEqual(['client', 'pstn']);
  expect(await ringside.record()).toHaveLength(1);
});

test('a call that was ended while the line was down is over, and the next dial calls as soon as the line is back', async ({
  ringside,
}) => {
  const { control } = ringside.stack.carrier;
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  control.signallingDown();
  const downAt = Date.now();
  await ringside.phone.until('cut', ({ call }) => call?.linked === false);
  await ringside.phone.ask('calls.hangUp');
  await ringside.waitForPhase('ended');
  await expect.poll(() => ringside.record()).toMatchObject([{ endReason: 'completed', endedBy: 'rep' }]);
  await since(downAt).toBeGreaterThan(15_000);
  control.signallingUp();
  await ringside.phone.ask('calls.dismiss');
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active', 10_000);
  expect(kinds(ringside)).toEqual(['client', 'pstn', 'client', 'pstn']);
});

/** In a conversation, with both the Worker and the phone network unreachable. */
const cutOff = async (ringside: Ringside) => {
  await ringside.click('Nadia Petrova');
  const { call } = await ringside.waitForPhase('active');
  await ringside.stack.worker.stop();
  ringside.stack.carrier.control.signallingDown();
  await ringside.phone.until('cut', state => state.call?.linked === false);
  return call?.view?.id;
};

const reconnect = async ({ stack }: Ringside) => {
  await stack.worker.start();
  stack.carrier.control.signallingUp();
};

/** One call, ended by the rep, and both legs with it. */
const isEndedByRep = async (ringside: Ringside, callId: string | undefined) => {
  await expect
    .poll(() => ringside.record(), { timeout: 40_000 })
    .toMatchObject([{ id: callId, phase: 'ended', endReason: 'completed', endedBy: 'rep' }]);
  await expect.poll(() => ringside.legs().map(leg => leg.status)).toEqual(['completed', 'completed']);
};

test('End with nothing reachable shows “Ending”, is sent as soon as possible, and is recorded as the rep’s', async ({
  ringside,
}) => {
  const callId = await cutOff(ringside);
  const panel = await ringside.panel();
  await panel.getByRole('button', { name: 'End' }).click();
  const endedAt = Date.now();
  await expect(panel.getByRole('button', { name: 'Ending' })).toBeVisible();
  await expect(panel.getByText('The call ends as soon as the connection is back').first()).toBeVisible();
  await since(endedAt).toBeGreaterThan(10_000);
  expect((await ringside.phone.state())?.call).toMatchObject({ phase: 'active', ending: true });
  await reconnect(ringside);
  await ringside.waitForPhase('ended', 30_000);
  await expect(panel.getByText('You hung up.').first()).toBeVisible();
  await isEndedByRep(ringside, callId);
});

test('End with nothing reachable outlives the service worker and the phone', async ({ ringside }) => {
  const callId = await cutOff(ringside);
  const panel = await ringside.panel();
  await panel.getByRole('button', { name: 'End' }).click();
  await expect(panel.getByRole('button', { name: 'Ending' })).toBeVisible();
  await ringside.killServiceWorker();
  await ringside.killPhone();
  await reconnect(ringside);
  await isEndedByRep(ringside, callId);
});
