import type { PhoneState } from '../../sandbox/phone-probe.ts';
import { expect, test } from './harness.ts';

test.afterEach(({ house }) => house.stack.carrier.control.calm());

const held = ({ call }: PhoneState) => call?.view?.rejoinUntil !== undefined;

test('after the line was cut for longer than the carrier waits, a rejoin is offered, before and after the network is back', {
  tag: '@waits',
}, async ({ ringside }) => {
  const panel = await ringside.panel();
  await ringside.click('Echo Room');
  await ringside.waitForPhase('active');
  const { control } = ringside.stack.carrier;
  control.signallingDown();
  await expect(panel.getByText('Reconnecting. The call is kept').first()).toBeVisible();
  // The carrier ends the leg after 30 seconds, and the Worker holds the customer.
  await ringside.phone.until('given up by the carrier', held, 60_000);
  const offline = panel.getByText('No connection to the phone network. They are on hold.').first();
  await expect(offline).toBeVisible();
  await expect(panel.getByText(/^Time left to rejoin: 00:[0-4]\d$/)).toBeVisible();
  await panel.getByRole('button', { name: 'Rejoin' }).click();
  await expect(panel.getByRole('button', { name: 'Rejoining…' })).toBeVisible();
  // Without a network the rejoin fails with a reason, and is offered again.
  await expect(panel.getByRole('button', { name: 'Rejoin', exact: true })).toBeVisible();
  await expect(offline).toBeVisible();
  control.signallingUp();
  await panel.getByRole('button', { name: 'Rejoin', exact: true }).click();
  await expect(panel.getByRole('button', { name: 'Mute' })).toBeVisible();
  await expect.poll(async () => (await ringside.phone.audio()).energyIn).toBeGreaterThan(0);
  await expect.poll(async () => (await ringside.phone.state())?.call?.view?.onHold).toBe(false);
  expect(ringside.legs().map(({ kind, status }) => [kind, status])).toEqual([
    ['client', 'completed'],
    ['pstn', 'in-progress'],
    ['client', 'in-progress'],
  ]);
  await panel.getByRole('button', { name: 'End' }).click();
  await ringside.waitForPhase('ended');
  await expect
    .poll(() => ringside.record())
    .toMatchObject([{ phase: 'ended', endReason: 'completed', endedBy: 'rep', linked: true }]);
});
