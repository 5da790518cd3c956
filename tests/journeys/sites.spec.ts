import { OWNER } from '../../sandbox/seed.ts';
import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';
import { signInAs } from './sign-in-as.ts';

test('an admin sets the sites on which numbers are looked for; a rep is asked about each, except localhost', async ({
  ringside,
}) => {
  const { desk, phone } = ringside;
  const owner = await signInAs(OWNER.email, ringside, desk);
  await owner.getByRole('link', { name: 'Sites' }).click();
  const card = owner.getByRole('region', { name: 'Sites' });
  await expect(card.getByText('None yet')).toBeVisible();
  await card.getByLabel('Add a site').fill('https://app.crm.example/people/7');
  await card.getByRole('button', { name: 'Add' }).click();
  await expect(card.getByText('app.crm.example', { exact: true })).toBeVisible();
  await expectUsable(owner, 'a site');
  await card.getByRole('button', { name: 'Update Workspace' }).click();
  await expect(card.getByText('Saved.')).toBeVisible();

  // Signing in again is the quickest way to load the new setting.
  const again = await signInAs(OWNER.email, ringside, owner);
  await expect(again.getByRole('button', { name: 'Allow app.crm.example' })).toBeVisible();
  await phone.until('on duty', state => state.duty === 'ready');
  const panel = await ringside.panel();
  await expect(panel.getByText('Numbers on app.crm.example get a call button')).toBeVisible();
  await expectUsable(panel, 'a site to allow');
  await ringside.point('Maria Alvarez');

  await again.bringToFront();
  await again.getByRole('link', { name: 'Sites' }).click();
  const list = again.getByRole('region', { name: 'Sites' });
  await list.getByRole('button', { name: 'Remove app.crm.example' }).click();
  await list.getByRole('button', { name: 'Update Workspace' }).click();
  await expect(list.getByText('Saved.')).toBeVisible();
});
