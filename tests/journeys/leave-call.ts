import { expect, type Page } from '@playwright/test';

/**
 * Presses Done on a call that is over until the panel asks for a number again: in the first half second the press is taken
 * for one that was meant for the screen before.
 */
export const leaveCall = (panel: Page): Promise<void> =>
  expect(async () => {
    const done = panel.getByRole('button', { name: 'Done' });
    if (await done.isVisible()) await done.click();
    await expect(panel.getByLabel('Phone number')).toBeVisible({ timeout: 1_000 });
  }).toPass();
