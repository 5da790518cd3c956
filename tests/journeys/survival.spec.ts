import { expect, type Ringside, test } from './harness.ts';

/** Audio continues both ways, without a gap in what the browser receives. */
const talksOn = async ({ phone }: Ringside) => {
  const before = await phone.audio();
  await expect
    .poll(async () => {
      const now = await phone.audio();
      return now.packetsReceived - before.packetsReceived > 75 && now.packetsSent - before.packetsSent > 75;
    })
    .toBe(true);
};

test('a reload of the page leaves the call untouched', async ({ ringside }) => {
  await ringside.click('Nadia Petrova');
  const { call } = await ringside.waitForPhase('active');
  await ringside.crm.reload();
  await talksOn(ringside);
  await ringside.crm.goto(`${ringside.stack.crmUrl}/orders`);
  await talksOn(ringside);
  expect((await ringside.phone.state())?.call?.view?.id).toBe(call?.view?.id);
  expect(ringside.legs()).toHaveLength(2);
});

test('the panel shows the same call after it was closed and opened again', async ({ ringside }) => {
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  const first = await ringside.panel();
  await expect(first.getByRole('timer')).toBeVisible();
  await first.getByRole('button', { name: 'Mute' }).click();
  await expect(first.getByRole('button', { name: 'Mute', pressed: true })).toBeVisible();
  await first.close();
  await talksOn(ringside);
  const second = await ringside.browser.openPage('sidepanel');
  await expect(second.getByText('Nadia Petrova').first()).toBeVisible();
  await expect(second.getByRole('button', { name: 'Mute', pressed: true })).toBeVisible();
  const shown = await second.getByRole('timer').textContent();
  const answeredAt = (await ringside.phone.state())?.call?.view?.answeredAt ?? 0;
  const [minutes = 0, seconds = 0] = (shown ?? '').split(':').map(Number);
  expect(Math.abs(minutes * 60 + seconds - (Date.now() - answeredAt) / 1000)).toBeLessThan(2);
  await second.getByRole('button', { name: 'End' }).click();
  await ringside.waitForPhase('ended');
});

test('a killed service worker leaves the audio and the controls alone', async ({ ringside }) => {
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  const panel = await ringside.panel();
  for (let kill = 0; kill < 5; kill++) {
    await ringside.killServiceWorker();
    await talksOn(ringside);
  }
  await panel.getByRole('button', { name: 'End' }).click();
  const over = await ringside.waitForPhase('ended');
  expect(over.call?.view).toMatchObject({ endReason: 'completed', endedBy: 'rep' });
  await expect.poll(() => ringside.legs().map(leg => leg.status)).toEqual(['completed', 'completed']);
});

test('a click wakes a service worker that is asleep, and dials', async ({ ringside }) => {
  await ringside.killServiceWorker();
  await ringside.click('Maria Alvarez');
  await ringside.waitForPhase('ringing');
});
