import { signInAsGuest } from '../../sandbox/guest.ts';
import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';

test('a rep sees where they are signed in, and signs out everywhere else', async ({ ringside }) => {
  const { browser, stack, rep } = ringside;
  const elsewhere = async (device: string): Promise<string> =>
    (await signInAsGuest(stack.workerUrl, await stack.setupCode(rep.email), device)).token;
  const asMe = async (token: string) =>
    (await fetch(`${stack.workerUrl}/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;
  const [laptop, hotel] = [
    await elsewhere('Chrome on Windows'),
    await elsewhere('Chrome on a hotel’s computer'),
  ];

  const desk = await browser.openPage('options', 'browser');
  const card = desk.getByRole('region', { name: 'Where you are signed in' });
  await expect(card.getByText('this browser')).toBeVisible();
  await expectUsable(desk, 'signed in at three places');
  await card.getByRole('button', { name: 'Sign out Chrome on a hotel’s computer' }).click();
  await expect(desk.getByText('Chrome on a hotel’s computer is signed out.')).toBeVisible();
  expect([await asMe(hotel), await asMe(laptop)]).toEqual([401, 200]);
  await card.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expectUsable(desk, 'about to sign out everywhere else');
  await card.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(desk.getByText('You are signed in here only.')).toBeVisible();
  expect(await asMe(laptop)).toBe(401);
  await expect(card.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0);

  // The current session still works: it can call.
  await ringside.click('Maria Alvarez');
  await ringside.waitForPhase('ringing');
  await ringside.phone.ask('calls.hangUp');
});
