import { expect, test } from './harness.ts';

test('another number that is clicked right after a call is in the keypad, one click away', async ({
  ringside,
}) => {
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  await ringside.phone.ask('calls.hangUp');
  await ringside.waitForPhase('ended');
  await ringside.phone.ask('calls.dismiss');
  // As fast as a hasty rep: within the two seconds in which a page dials only once.
  const panel = await ringside.panel();
  await ringside.click('Echo Room');
  await expect
    .poll(async () => {
      const { call } = (await ringside.phone.state()) ?? {};
      // A call that appears meanwhile takes the keypad's place: the next iteration sees it.
      const field = panel.getByLabel('Phone number');
      const typed = (await field.isVisible()) ? await field.inputValue({ timeout: 500 }).catch(() => '') : '';
      const shown = call?.view?.to ?? typed;
      return shown.replaceAll(/\D/g, '');
    })
    .toBe('12125550106');
});

test('a click on a number in the CRM becomes a conversation [F012.1] [F022.1]', async ({ ringside }) => {
  const { phone, waitForPhase, legs } = ringside;
  const opened = phone.panelOpened();
  await ringside.click('Maria Alvarez');
  await opened;
  const panel = await ringside.panel();
  await expect(panel.getByText('Maria Alvarez').first()).toBeVisible();
  await expect(panel.getByText('(212) 555-0100').first()).toBeVisible();

  const ringing = await waitForPhase('ringing');
  // Only the rep is connected: not a conversation yet.
  expect(legs().find(leg => leg.kind === 'client')?.status).toBe('in-progress');
  expect(ringing.call?.view?.contact).toMatchObject({ name: 'Maria Alvarez', company: 'Northwind' });
  await waitForPhase('active');
  await expect(panel.getByRole('timer')).toHaveText(/^00:(0[1-9]|[1-5]\d)$/);

  const before = await phone.audio();
  await expect
    .poll(async () => {
      const now = await phone.audio();
      return {
        heard: now.packetsReceived - before.packetsReceived > 100 && now.energyIn > before.energyIn,
        said: now.packetsSent - before.packetsSent > 100 && now.energyOut > before.energyOut,
      };
    })
    .toEqual({ heard: true, said: true });
  const person = legs().find(leg => leg.kind === 'pstn');
  expect(person?.heard.energy).toBeGreaterThan(0);
  expect(person?.said.energy).toBeGreaterThan(0);

  await panel.getByRole('button', { name: 'End' }).click();
  const ended = await waitForPhase('ended');
  expect(ended.call?.view).toMatchObject({ phase: 'ended', endReason: 'completed', endedBy: 'rep' });
  await expect(panel.getByText('Call ended').first()).toBeVisible();
  await expect.poll(() => legs().map(leg => leg.status)).toEqual(['completed', 'completed']);
});
