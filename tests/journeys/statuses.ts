import { expect, type Page } from '@playwright/test';
import type { STATUS_LOOKS } from '../../shared/presence/words.ts';

export type Word = (typeof STATUS_LOOKS)[keyof typeof STATUS_LOOKS]['word'];

/** A wrap-up takes a quarter of a minute. */
export const AFTER_WRAP_UP = { timeout: 40_000 } as const;

/** The rep's own status in the panel's header. */
export const ownStatus = (panel: Page) =>
  panel.getByRole('banner').getByRole('button', { name: /^Your status/ });

export const showsStatus = (panel: Page, word: Word): Promise<void> =>
  expect(ownStatus(panel)).toHaveAccessibleName(`Your status: ${word}`, AFTER_WRAP_UP);

/** Picks a status in the panel's header. */
export const pickStatus = async (panel: Page, word: Word): Promise<void> => {
  await ownStatus(panel).click();
  await panel.getByRole('menuitemradio', { name: word }).click();
  await showsStatus(panel, word);
};
