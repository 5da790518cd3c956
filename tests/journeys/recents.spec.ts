import { expect, test } from './harness.ts';

test('typed numbers are dialled with Enter or Call, land in recents, and a click there redials [F011.1] [F017.1] [F069.3]', async ({
  ringside,
}) => {
  const panel = await ringside.panel();
  await panel.getByLabel('Phone number').click();
  await panel.keyboard.type('2125550102');
  await expect(panel.getByText('Lena Hoffmann')).toBeVisible();
  await panel.keyboard.press('Enter');
  const over = await ringside.waitForPhase('ended');
  expect(over.call?.view).toMatchObject({ to: '+12125550102', endReason: 'busy' });
  // For half a second after the end the buttons ignore presses, which were meant for the call.
  await expect(async () => {
    await panel.getByRole('button', { name: 'Done' }).click();
    await panel.getByRole('tab', { name: 'Recents' }).click({ timeout: 1000 });
  }).toPass();
  const row = panel.getByRole('button', { name: /Lena Hoffmann/ });
  await expect(row).toBeVisible();
  // In the place where a conversation shows its length.
  await expect(row.locator('.recent-outcome')).toHaveText('Busy');
  await row.click();
  await ringside.phone.until('dialling again', ({ call }) => call?.view?.id !== over.call?.view?.id);
  const again = await ringside.waitForPhase('ended');
  expect(again.call?.view?.contact?.id).toBe(over.call?.view?.contact?.id);
  await ringside.phone.ask('calls.dismiss');
  await panel.getByRole('tab', { name: 'Keypad' }).click();
  await panel.getByLabel('Phone number').fill('(212) 555-0102');
  await panel.getByRole('button', { name: 'Call', exact: true }).click();
  await ringside.phone.until(
    'dialling once more',
    ({ call }) => !!call?.view && call.view.id !== again.call?.view?.id,
  );
  await ringside.waitForPhase('ended');
  expect(
    ringside
      .legs()
      .filter(leg => leg.kind === 'pstn')
      .map(leg => leg.to),
  ).toEqual(['+12125550102', '+12125550102', '+12125550102']);
  await expect.poll(() => ringside.record()).toHaveLength(3);
});

test('a call’s state can be read by the SID of any of its legs', async ({ ringside }) => {
  await ringside.click('Lena Hoffmann');
  const over = await ringside.waitForPhase('ended');
  for (const leg of ringside.legs()) {
    expect(await ringside.api(`/v1/calls/status/${leg.sid}`)).toMatchObject({
      callId: over.call?.view?.id,
      phase: 'ended',
      endReason: 'busy',
    });
  }
});
