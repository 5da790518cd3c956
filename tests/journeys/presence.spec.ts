// A rep's status: picked in the panel's header, kept through whatever happens, and seen by the team as it changes.
import type { Page } from '@playwright/test';
import { signIn } from '../../sandbox/browser.ts';
import { expectUsable } from './accessible.ts';
import { startMachine, stopMachine } from './desk.ts';
import { expect, type Ringside, test } from './harness.ts';
import { AFTER_WRAP_UP, ownStatus, pickStatus, showsStatus } from './statuses.ts';

/** What Chrome tells the background: `idle` once nobody has used the computer for ten minutes. */
const says = ({ browser }: Ringside, state: 'active' | 'idle' | 'locked') =>
  browser.context.serviceWorkers().at(-1)?.evaluate(`chrome.idle.onStateChanged.dispatch('${state}')`);

const TOKENS = { Online: 'good', Away: 'warn', 'Do Not Disturb': 'bad', 'In Call': 'info', Offline: 'muted' };

/** The colour of the sign in the header, and the colour of a token, as the browser computes them. */
const colourOf = (panel: Page): Promise<string> =>
  ownStatus(panel)
    .locator('[data-status]')
    .evaluate(sign => getComputedStyle(sign).borderTopColor);
const tokenOf = (panel: Page, token: string): Promise<string> =>
  panel.evaluate(name => {
    const probe = document.createElement('i');
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, token);

/** The header shows this status with its word and its colour. */
const shows = async (panel: Page, word: keyof typeof TOKENS) => {
  await showsStatus(panel, word);
  await expect(ownStatus(panel)).toHaveText(word);
  expect(await colourOf(panel)).toBe(await tokenOf(panel, TOKENS[word]));
};

test('a rep begins as Away and picks one of three statuses; In Call and Offline come by themselves [F060.1] [F060.5]', async ({
  ringside,
}) => {
  const panel = await ringside.panel();
  await shows(panel, 'Away');
  await ownStatus(panel).click();
  await expect(panel.getByRole('menuitemradio')).toHaveText(['Online', 'Away', 'Do Not Disturb']);
  await expect(panel.getByRole('menuitemradio', { checked: true })).toHaveText('Away');
  await expect(panel.getByRole('menuitemradio', { checked: true })).toBeFocused();
  await expectUsable(panel, 'the statuses and the team');
  await panel.keyboard.press('Escape');
  await expect(panel.getByRole('menuitemradio')).toHaveCount(0);
  await expect(ownStatus(panel)).toBeFocused();

  // Without a mouse.
  await panel.keyboard.press('Enter');
  await expect(panel.getByRole('menuitemradio', { name: 'Away' })).toBeFocused();
  await panel.keyboard.press('ArrowDown');
  await panel.keyboard.press('Enter');
  await shows(panel, 'Do Not Disturb');
  await pickStatus(panel, 'Online');
  await shows(panel, 'Online');

  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  await panel.bringToFront();
  await shows(panel, 'In Call');
  await panel.getByRole('button', { name: 'End' }).click();
  await expect(ownStatus(panel)).toHaveText('Wrap-up');
  await shows(panel, 'Online');
  await ringside.stack.worker.stop();
  await shows(panel, 'Offline');
  await ringside.stack.worker.start();
  await shows(panel, 'Online');
});

test('a rep who is Away or on Do Not Disturb calls out as always [F060.4]', async ({ ringside }) => {
  const panel = await ringside.panel();
  for (const status of ['Away', 'Do Not Disturb'] as const) {
    await panel.bringToFront();
    await pickStatus(panel, status);
    await ringside.click('Nadia Petrova');
    await ringside.waitForPhase('active');
    await panel.bringToFront();
    await panel.getByRole('button', { name: 'End' }).click();
    await ringside.waitForPhase('ended');
    await expect(async () => {
      await panel.getByRole('button', { name: 'Done' }).click();
      await expect(panel.getByRole('tab', { name: 'Keypad' })).toBeVisible({ timeout: 1_000 });
    }).toPass();
    // Done ends the wrap-up: its own time, a quarter of a minute, is not waited for.
    await expect(ownStatus(panel)).toHaveAccessibleName(`Your status: ${status}`, { timeout: 5_000 });
  }
});

test('the picked status is back after the browser was killed, and after the Worker was gone [F063.1]', async ({
  ringside,
}) => {
  for (const status of ['Online', 'Do Not Disturb', 'Away'] as const) {
    await pickStatus(await ringside.panel(), status);
    await ringside.killBrowser();
    await ringside.reopen();
    await showsStatus(await ringside.panel(), status);
  }
  const panel = await ringside.panel();
  await pickStatus(panel, 'Online');
  await ringside.stack.worker.stop();
  await showsStatus(panel, 'Offline');
  await ringside.stack.worker.start();
  await showsStatus(panel, 'Online');
  await ringside.killPhone();
  await showsStatus(panel, 'Online');
});

test('an idle computer makes an Online rep Away; the computer, a page or the panel makes them Online again [F061.2]', async ({
  ringside,
}) => {
  // Whoever has just picked a status is not idle: each time, the browser is a new one that nobody has used yet.
  const untouched = async (): Promise<Page> => {
    await ringside.killBrowser();
    await ringside.reopen();
    const panel = await ringside.panel();
    await showsStatus(panel, 'Online');
    await says(ringside, 'idle');
    await showsStatus(panel, 'Away');
    return panel;
  };
  await pickStatus(await ringside.panel(), 'Online');
  const first = await untouched();
  // Away does not depend on the background, which Chrome ends after thirty seconds.
  await ringside.killServiceWorker();
  await ringside.crm.bringToFront();
  await ringside.crm.mouse.move(200, 200);
  await ringside.crm.mouse.move(220, 220);
  await showsStatus(first, 'Online');

  const second = await untouched();
  await second.bringToFront();
  await second.getByRole('tab', { name: 'Recents' }).click();
  await showsStatus(second, 'Online');

  const third = await untouched();
  await says(ringside, 'active');
  await showsStatus(third, 'Online');
  await ownStatus(third).click();
  await expect(third.getByRole('menuitemradio', { checked: true })).toHaveText('Online');
});

test('the team sees every change at once: a colleague in the panel, a manager on the desk', async ({
  ringside,
  house,
}) => {
  const { rep, stack } = ringside;
  const manager = await house.nextRep();
  await stack.sql(
    `UPDATE member SET role = 'manager' WHERE user_id = (SELECT id FROM user WHERE email = '${manager.email}')`,
  );
  const machine = await startMachine('granted');
  try {
    const desk = await signIn(machine.browser, {
      workerUrl: stack.workerUrl,
      setupCode: async () => manager.code,
    });
    await desk.getByRole('link', { name: 'Team', exact: true }).click();
    const named = (page: Page, name: string) =>
      page.getByRole('listitem').filter({ hasText: new RegExp(`^${name}(?! ?\\d)`) });
    const row = named(desk, rep.name);
    await expect(row).toContainText('Away');
    await expect(named(desk, manager.name)).toHaveCount(0);
    await expectUsable(desk, 'the team, on the desk');
    const other = await machine.browser.openPage('sidepanel');
    await other.getByRole('button', { name: 'Team' }).click();
    const inPanel = named(other, rep.name);
    await expect(inPanel).toContainText('Away');
    await expect(other.getByRole('menuitemradio')).toHaveCount(0);
    await expectUsable(other, 'the team, in a panel without calls');

    const panel = await ringside.panel();
    await pickStatus(panel, 'Online');
    await expect(row).toContainText('Online');
    await expect(inPanel).toContainText('Online');
    await ringside.click('Nadia Petrova');
    await expect(row).toContainText('In Call');
    await expect(inPanel).toContainText('In Call');
    await ringside.waitForPhase('active');
    await panel.bringToFront();
    await panel.getByRole('button', { name: 'End' }).click();
    await expect(row).toContainText('Online', AFTER_WRAP_UP);
    await ringside.killBrowser();
    await expect(row).toContainText('Offline');
    await expect(inPanel).toContainText('Offline');
    await ringside.reopen();
    await expect(row).toContainText('Online');
  } finally {
    await stopMachine(machine);
  }
});
