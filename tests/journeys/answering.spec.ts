import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';
import { callIn, listenToRingtone, onRecord, press } from './incoming-call.ts';
import { pickStatus } from './statuses.ts';

const ECHO = '+12125550106';
const MARIA = '+12125550100';

test('a call rings in the panel and aloud; answered, both hear each other, and it is on record [F066.1]', async ({
  house,
  ringside,
}) => {
  const { phone } = ringside;
  const panel = await ringside.panel();
  await pickStatus(panel, 'Online');
  const loudness = await listenToRingtone(ringside);
  const caller = await callIn(house, ECHO);
  await expect(panel.getByRole('heading', { name: 'Echo Room' })).toBeVisible();
  await expect(panel.getByText('(212) 555-0106')).toBeVisible();
  await expect(panel.getByText(/^Calls .*\(212\) 555-0200$/)).toBeVisible();
  await expect.poll(loudness).toBeGreaterThan(0.1);
  expect(await ringside.desk.evaluate('chrome.action.getBadgeText({})')).toBe('1');
  await expectUsable(panel, 'a call that rings');

  await press(panel, 'Answer');
  await ringside.waitForPhase('active');
  await expect.poll(loudness).toBe(0);
  const ringback = caller.leg()?.heard.energy ?? 0;
  const before = await phone.audio();
  await expect
    .poll(async () => {
      const now = await phone.audio();
      return {
        // This caller repeats what they hear.
        repHears: now.packetsReceived - before.packetsReceived > 100 && now.energyIn > before.energyIn,
        repSays: now.packetsSent - before.packetsSent > 100 && now.energyOut > before.energyOut,
        callerHears: (caller.leg()?.heard.energy ?? 0) > ringback,
        callerSays: (caller.leg()?.said.energy ?? 0) > 0,
      };
    })
    .toEqual({ repHears: true, repSays: true, callerHears: true, callerSays: true });
  await expect(panel.getByRole('timer')).toHaveText(/^00:\d\d$/);

  await panel.getByRole('button', { name: 'End' }).click();
  await ringside.waitForPhase('ended');
  await expect.poll(() => caller.leg()?.status).toBe('completed');
  await expect.poll(async () => (await ringside.record())[0]?.phase).toBe('ended');
  expect((await ringside.record())[0]).toMatchObject({
    direction: 'inbound',
    from: ECHO,
    contact: { name: 'Echo Room' },
    endReason: 'completed',
    endedBy: 'rep',
  });
});

test('a caller who hangs up while it rings stops it everywhere, and is a missed call once', async ({
  house,
  ringside,
}) => {
  const panel = await ringside.panel();
  await pickStatus(panel, 'Online');
  const loudness = await listenToRingtone(ringside);
  const caller = await callIn(house, MARIA);
  await expect(panel.getByRole('heading', { name: 'Maria Alvarez' })).toBeVisible();
  await expect.poll(loudness).toBeGreaterThan(0.1);
  caller.hangUp();
  await expect(panel.getByText('Maria Alvarez: hung up before anyone answered.')).toBeVisible();
  await expect.poll(loudness).toBe(0);
  await expect.poll(() => ringside.desk.evaluate('chrome.action.getBadgeText({})')).toBe('');
  await expect(panel.getByLabel('Phone number')).toBeVisible();
  await expect
    .poll(() => onRecord(house, MARIA))
    .toEqual([{ direction: 'inbound', phase: 'ended', end_reason: 'canceled' }]);
  // Recents have the calls this rep made or answered.
  expect(await ringside.record()).toEqual([]);
});
