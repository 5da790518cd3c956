import { expect, type Ringside, test } from './harness.ts';

const talk = async (ringside: Ringside) => {
  await ringside.click('Echo Room');
  await ringside.waitForPhase('active');
  await expect.poll(async () => (await ringside.phone.audio()).packetsReceived).toBeGreaterThan(50);
};

/** The panel says what happened; Rejoin leads back to the same person on the same leg, and End ends it. */
const rejoinAndEnd = async (ringside: Ringside) => {
  const panel = await ringside.panel();
  await expect(panel.getByText('The call was interrupted. They are on hold.').first()).toBeVisible();
  await expect(panel.getByText(/^Time left to rejoin: 00:[0-4]\d$/)).toBeVisible();
  await panel.getByRole('button', { name: 'Rejoin' }).click();
  await expect(panel.getByRole('button', { name: 'Mute' })).toBeVisible();
  await expect.poll(async () => (await ringside.phone.audio()).energyIn).toBeGreaterThan(0);
  await expect.poll(async () => (await ringside.phone.state())?.call?.view?.onHold).toBe(false);
  expect(ringside.legs().map(leg => leg.kind)).toEqual(['client', 'pstn', 'client']);
  await panel.getByRole('button', { name: 'End' }).click();
  const over = await ringside.waitForPhase('ended');
  expect(over.call?.view).toMatchObject({ endReason: 'completed', endedBy: 'rep' });
  await expect
    .poll(() => ringside.legs().map(leg => leg.status))
    .toEqual(['completed', 'completed', 'completed']);
  await expect.poll(() => ringside.record()).toHaveLength(1);
};

test('a phone that dies in a call is back within seconds, and Rejoin leads to the same customer', async ({
  ringside,
}) => {
  await talk(ringside);
  await ringside.panel();
  await ringside.killPhone();
  await rejoinAndEnd(ringside);
});

test('a browser killed in a call offers Rejoin when it is opened again', async ({ ringside }) => {
  test.setTimeout(120_000);
  await talk(ringside);
  await ringside.killBrowser();
  await ringside.reopen();
  await rejoinAndEnd(ringside);
});
