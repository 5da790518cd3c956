import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';

test('every screen of a call is usable without a mouse and without telling colours apart', async ({
  ringside,
}) => {
  const panel = await ringside.panel();
  await expect(panel.getByRole('button', { name: 'Call', exact: true })).toBeVisible();
  await expectUsable(panel, 'idle');
  await panel.getByRole('tab', { name: 'Recents' }).click();
  await expect(panel.getByText('No calls yet')).toBeVisible();
  await expectUsable(panel, 'no recents');
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  await panel.bringToFront();
  await panel.getByRole('button', { name: 'Keypad' }).click();
  await expectUsable(panel, 'live');
  await panel.getByRole('button', { name: 'End' }).click();
  await expect(panel.getByRole('heading', { name: 'Call ended' })).toBeVisible();
  await expectUsable(panel, 'ended');
  await expect(async () => {
    await panel.getByRole('button', { name: 'Done' }).click();
    await expect(panel.getByText('Today')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expectUsable(panel, 'recents');
});

test('the pages to connect and to allow the microphone are usable for everybody', async ({ ringside }) => {
  const options = await ringside.browser.openPage('options', 'browser');
  await expect(options.getByRole('heading', { name: 'You are connected' })).toBeVisible();
  await expectUsable(options, 'connected');
  await options.getByRole('button', { name: 'Sign out' }).click();
  await expect(options.getByLabel('Setup code')).toBeVisible();
  await options.getByRole('button', { name: 'Connect' }).click();
  await expect(options.getByText('Enter the setup code.')).toBeVisible();
  await expectUsable(options, 'connecting');
  const panel = await ringside.panel();
  await expect(panel.getByRole('heading', { name: 'Connect this browser' })).toBeVisible();
  await expectUsable(panel, 'signed out');
});

test('the desk is usable for everybody, also on a narrow screen', async ({ ringside }) => {
  const desk = await ringside.browser.openPage('options');
  await expect(desk.getByRole('heading', { name: 'Calls', level: 1 })).toBeVisible();
  // Other journeys of this stack may have called already.
  await expect(desk.getByText('No calls yet').or(desk.getByRole('table'))).toBeVisible();
  await expectUsable(desk, 'landed on the calls');
  await desk.setViewportSize({ width: 360, height: 740 });
  const link = desk.getByRole('link', { name: 'Contacts' });
  await expect(link).toBeHidden();
  await desk.getByRole('button', { name: 'All pages' }).click();
  await expectUsable(desk, 'all pages');
  await link.click();
  await expect(desk.getByRole('heading', { name: 'Contacts', level: 1 })).toBeVisible();
  await expect(link).toBeHidden();
  await expectUsable(desk, 'contacts on a narrow screen');
});

test.describe('without the microphone', () => {
  test.use({ microphone: 'ask' });

  test('the page that asks for the microphone is usable for everybody', async ({ ringside }) => {
    const page = await ringside.browser.openPage('microphone');
    await expect(page.getByRole('button', { name: 'Allow microphone' })).toBeVisible();
    await expectUsable(page, 'asking');
    await page.getByRole('button', { name: 'Allow microphone' }).click();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expectUsable(page, 'closed unanswered');
  });
});

test('a whole call, and the next one, by keyboard alone', async ({ ringside }) => {
  const panel = await ringside.panel();
  const { keyboard } = panel;
  const tabTo = async (name: string) => {
    const wanted = panel.getByRole('button', { name, exact: true });
    for (let presses = 0; presses < 30; presses++) {
      if (await wanted.evaluate(element => element === document.activeElement)) return;
      await keyboard.press('Tab');
    }
    throw new Error(`${name} cannot be reached with Tab.`);
  };
  await expect(panel.getByLabel('Phone number')).toBeFocused();
  await keyboard.type('2125550111');
  await expect(panel.getByText('Nadia Petrova')).toBeVisible();
  await keyboard.press('Enter');
  const first = await ringside.waitForPhase('active');
  await tabTo('Mute');
  await keyboard.press('Enter');
  await ringside.phone.until('muted', ({ call }) => call?.muted === true);
  await keyboard.press('7');
  await ringside.phone.until('sending a digit', ({ call }) => call?.digits === '7');
  await tabTo('End');
  await keyboard.press('Enter');
  await ringside.waitForPhase('ended');
  await expect(panel.getByRole('button', { name: 'Done' })).toBeFocused();
  // For half a second a press counts as meant for the call that just ended.
  await expect(async () => {
    await keyboard.press('Enter');
    await expect(panel.getByRole('tab', { name: 'Keypad' })).toBeVisible({ timeout: 500 });
  }).toPass();
  for (let presses = 0; presses < 30; presses++) {
    if (await panel.getByRole('tab', { name: 'Keypad' }).evaluate(tab => tab === document.activeElement))
      break;
    await keyboard.press('Shift+Tab');
  }
  await keyboard.press('ArrowRight');
  await expect(panel.getByRole('tab', { name: 'Recents' })).toBeFocused();
  const row = panel.getByRole('button', { name: /Nadia Petrova/ });
  await expect(row).toBeVisible();
  await keyboard.press('Tab');
  await expect(row).toBeFocused();
  await keyboard.press('Enter');
  await ringside.phone.until('dialling again', ({ call }) => call?.view?.id !== first.call?.view?.id);
  await ringside.waitForPhase('active');
});
