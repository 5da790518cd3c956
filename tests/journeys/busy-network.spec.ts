import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';

test.afterEach(({ house }) => house.stack.carrier.control.calm());

const CREATE = { method: 'POST', path: '/Participants' } as const;

test('a phone network that takes no calls for a moment is tried again: the rep is told, and one phone rings once', async ({
  ringside,
}) => {
  const { carrier } = ringside.stack;
  const panel = await ringside.panel();
  const busy = carrier.control.faultRequest({ on: CREATE, does: { act: 'refuse', status: 429 }, times: 3 });
  await ringside.click('Maria Alvarez');
  await panel.bringToFront();
  await expect(panel.getByText('The phone network is busy. Trying again…').first()).toBeVisible();
  await expectUsable(panel, 'a busy phone network');
  await ringside.waitForPhase('active', 30_000);
  await expect(panel.getByText('The phone network is busy.')).toBeHidden();
  expect(busy.struck()).toBe(3);
  expect(ringside.legs().filter(({ kind }) => kind === 'pstn')).toHaveLength(1);
  await ringside.phone.ask('calls.hangUp');
  await ringside.waitForPhase('ended');
});

test('if the network stays busy, the call fails with a message, and nobody rang', { tag: '@waits' }, async ({
  ringside,
}) => {
  const panel = await ringside.panel();
  ringside.stack.carrier.control.faultRequest({
    on: CREATE,
    does: { act: 'refuse', status: 429 },
    times: 'always',
  });
  await ringside.click('Maria Alvarez');
  await ringside.waitForPhase('failed', 45_000);
  await panel.bringToFront();
  await expect(panel.getByText('The phone network stayed busy, and nobody was rung.').first()).toBeVisible();
  await expectUsable(panel, 'a phone network that stayed busy');
  expect(ringside.legs().filter(({ kind }) => kind === 'pstn')).toEqual([]);
});
