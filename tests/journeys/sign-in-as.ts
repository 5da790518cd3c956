import type { Page } from '@playwright/test';
import { signIn } from '../../sandbox/browser.ts';
import type { Ringside } from './harness.ts';

/** On a page of the desk, the current person signs out and another signs in with their own code. */
export const signInAs = async (
  email: string,
  { browser, stack }: Pick<Ringside, 'browser' | 'stack'>,
  desk: Page,
): Promise<Page> => {
  await desk.getByRole('link', { name: 'This browser' }).click();
  await desk.getByRole('button', { name: 'Sign out of this browser' }).click();
  return signIn(browser, { workerUrl: stack.workerUrl, setupCode: () => stack.setupCode(email) });
};
