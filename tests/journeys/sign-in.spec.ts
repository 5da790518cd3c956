import type { Page } from '@playwright/test';
import { OWNER } from '../../sandbox/seed.ts';
import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';
import { signInAs } from './sign-in-as.ts';
import { showsStatus } from './statuses.ts';

/** Chromium's own virtual fingerprint reader. */
const addFingerprintReader = async (page: Page) => {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
};

test('a rep signs in again with a passkey, and with a code by email, and calls', async ({ ringside }) => {
  const { desk, stack, rep, phone } = ringside;
  await desk.bringToFront();
  await addFingerprintReader(desk);
  const card = desk.getByRole('region', { name: 'Passkeys' });
  await expect(card.getByText('No passkeys yet')).toBeVisible();
  await expectUsable(desk, 'no passkey yet');
  await card.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(desk.getByText('The passkey is added.')).toBeVisible();
  await expect(card.getByText('not used yet')).toBeVisible();

  await desk.getByRole('button', { name: 'Sign out of this browser' }).click();
  await phone.until('signed out', state => state.duty === 'signed_out');
  await expectUsable(desk, 'the ways in');
  await desk.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(desk.getByRole('heading', { name: 'You are connected' })).toBeVisible();
  await expect(card.getByText('last used')).toBeVisible();
  await phone.until('on duty', state => state.duty === 'ready');

  await card.getByRole('button', { name: 'Remove the passkey' }).click();
  await expect(desk.getByText('It no longer signs you in.')).toBeVisible();
  await desk.getByRole('button', { name: 'Sign out of this browser' }).click();
  await desk.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(desk.getByText('This passkey could not sign you in')).toBeVisible();

  await desk.getByRole('button', { name: 'Get a code by email' }).click();
  await desk.getByLabel('Your email address').fill(rep.email);
  await desk.getByRole('button', { name: 'Send the code' }).click();
  const code = desk.getByLabel('Code from the email');
  await expect(code).toBeFocused();
  await code.fill('1111 1111');
  await desk.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(desk.getByText('This code does not work')).toBeVisible();
  await expectUsable(desk, 'a mailed code that does not work');
  const mailed = () => stack.mail.mails().find(({ to }) => to.includes(rep.email))?.text ?? '';
  await expect.poll(mailed).toMatch(/is \d{4} \d{4}/);
  await code.fill(/is (\d{4} \d{4})/.exec(mailed())?.[1] ?? '');
  await desk.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(desk.getByRole('heading', { name: 'You are connected' })).toBeVisible();

  await phone.until('on duty', state => state.duty === 'ready');
  await ringside.click('Maria Alvarez');
  await ringside.waitForPhase('ringing');
  await phone.ask('calls.hangUp');
});

test('an expired access token is renewed without the rep noticing', async ({ ringside }) => {
  const { stack, rep, desk } = ringside;
  await stack.sql(
    `UPDATE session SET token_until = 0 WHERE member_id IN (SELECT member.id FROM member JOIN user ON user.id = member.user_id WHERE user.email = '${rep.email}')`,
  );
  await ringside.click('Maria Alvarez');
  await ringside.waitForPhase('ringing');
  await ringside.phone.ask('calls.hangUp');
  await expect(desk.getByRole('heading', { name: 'You are connected' })).toBeVisible();
});

test('an owner creates a second workspace and invites a rep, who switches to it in the panel', async ({
  ringside,
}) => {
  const { desk, stack, rep } = ringside;
  const owner = await signInAs(OWNER.email, ringside, desk);
  await owner.getByRole('link', { name: 'Workspaces' }).click();
  const places = owner.getByRole('region', { name: 'Workspaces' });
  const name = `Support ${Date.now()}`;
  await places.getByLabel('Name').fill(name);
  await places.getByRole('button', { name: 'Create workspace' }).click();
  await expect(places.getByText('Choose a country.')).toBeVisible();
  await places.getByLabel('Country').selectOption('Germany');
  await places.getByRole('button', { name: 'Create workspace' }).click();
  await expect(owner.getByText(`${name} was created.`)).toBeVisible();
  await expectUsable(owner, 'two workspaces');
  await places.getByRole('button', { name: `Switch to ${name}` }).click();
  await expect(owner.getByRole('complementary').getByText(name)).toBeVisible();
  await owner.getByRole('link', { name: 'Members' }).click();
  const members = owner.getByRole('region', { name: 'Members' });
  await members.getByLabel('Name', { exact: true }).fill(rep.name);
  await members.getByLabel('Email', { exact: true }).fill(rep.email);
  // After half an hour, the person at the browser must confirm their identity before inviting anyone.
  await stack.sql(
    `UPDATE session SET proved_at = proved_at - 1800001 WHERE member_id IN (SELECT member.id FROM member JOIN user ON user.id = member.user_id WHERE user.email = '${OWNER.email}')`,
  );
  await members.getByRole('button', { name: 'Send Invitation' }).click();
  const dialog = owner.getByRole('dialog', { name: 'Is it you?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(members.getByText('First confirm that it is you')).toBeVisible();
  await members.getByRole('button', { name: 'Send Invitation' }).click();
  await dialog.getByRole('button', { name: 'Email me a code' }).click();
  await dialog.getByLabel('Code from the email').fill('1111 1111');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(dialog.getByText('This code does not work')).toBeVisible();
  await expectUsable(owner, 'a step-up');
  const codeMail = () => stack.mail.mails().find(({ to }) => to.includes(OWNER.email))?.text ?? '';
  await expect.poll(codeMail).toMatch(/is \d{4} \d{4}/);
  await dialog.getByLabel('Code from the email').fill(/is (\d{4} \d{4})/.exec(codeMail())?.[1] ?? '');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(dialog).toBeHidden();
  const code = (await members.locator('.code').textContent()) ?? '';
  await owner.getByRole('link', { name: 'This browser' }).click();
  await owner.getByRole('button', { name: 'Sign out of this browser' }).click();

  // The admin has seen the code: it opens their workspace, and none of the rep's others.
  await owner.getByLabel('Setup code').fill(code);
  await expect(owner.getByText(`Joins ${name} as Agent: ${rep.name}, ${rep.email}.`)).toBeVisible();
  await owner.getByRole('button', { name: 'Connect' }).click();
  await owner.getByRole('link', { name: 'Workspaces' }).click();
  await expect(places.getByText('You are signed in to this workspace only')).toBeVisible();
  await expect(places.getByRole('listitem')).toHaveCount(1);

  await owner.getByRole('link', { name: 'This browser' }).click();
  await owner.getByRole('button', { name: 'Sign out of this browser' }).click();
  await owner.getByRole('button', { name: 'Get a code by email' }).click();
  await owner.getByLabel('Your email address').fill(rep.email);
  await owner.getByRole('button', { name: 'Send the code' }).click();
  const mailed = () =>
    stack.mail.mails().find(({ to, subject }) => to.includes(rep.email) && subject.startsWith('Your code'));
  await expect.poll(() => mailed()?.text ?? '').toMatch(/is \d{4} \d{4}/);
  await owner
    .getByLabel('Code from the email')
    .fill(/is (\d{4} \d{4})/.exec(mailed()?.text ?? '')?.[1] ?? '');
  await owner.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(owner.getByRole('heading', { name: 'You are connected' })).toBeVisible();

  // A person who signed in by mail is asked whether they want to be a member there.
  await owner.getByRole('link', { name: 'Workspaces' }).click();
  await expectUsable(owner, 'an invitation that waits for a yes or a no');
  await places.getByRole('button', { name: `Accept the invitation to ${name}` }).click();
  await expect(places.getByRole('button', { name: `Switch to ${name}` })).toBeVisible();

  const panel = await ringside.panel();
  const here = panel.getByLabel('Workspace');
  await expect(here.locator('option:checked')).toHaveText('Northwind Sales');
  await here.selectOption(name);
  await expect(here.locator('option:checked')).toHaveText(name);
  await expectUsable(panel, 'a choice of workspaces');
  await here.selectOption('Northwind Sales');
  await expect(here.locator('option:checked')).toHaveText('Northwind Sales');
  await showsStatus(panel, 'Away');
  await expect(desk.getByRole('complementary').getByText('Northwind Sales')).toBeVisible();
  await ringside.click('Maria Alvarez');
  await panel.bringToFront();
  await expect(panel.getByText('Maria Alvarez').first()).toBeVisible();
  await panel.getByRole('button', { name: 'End' }).click();
  await expect(panel.getByText('You hung up').first()).toBeVisible();
});

test('a manager sees no dialer anywhere, and a desk with what they may see', async ({ ringside }) => {
  const { desk, stack, rep, phone } = ringside;
  await stack.sql(
    `UPDATE member SET role = 'manager' WHERE user_id = (SELECT id FROM user WHERE email = '${rep.email}')`,
  );
  await signInAs(rep.email, ringside, desk);
  await phone.until('no dialer', state => state.duty === 'no_dialer');
  const panel = await ringside.panel();
  await expect(panel.getByRole('heading', { name: 'No calls with your role' })).toBeVisible();
  await expectUsable(panel, 'a panel without calls');
  await expect(panel.getByRole('tab')).toHaveCount(0);
  await desk.bringToFront();
  const contacts = desk.getByRole('region', { name: 'Contacts' });
  await desk.getByRole('link', { name: 'Contacts' }).click();
  await contacts.getByLabel('Find by name').fill('maria al');
  await expect(contacts.getByRole('listitem')).toHaveCount(1);
  await expect(contacts.getByText('Maria Alvarez')).toBeVisible();
  await expect(contacts.getByRole('button', { name: 'Edit' })).toHaveCount(0);
  await expectUsable(desk, 'contacts a manager sees');
  await desk.getByRole('link', { name: 'Calls', exact: true }).click();
  await expect(desk.getByRole('heading', { name: 'Calls' })).toBeVisible();
  await expectUsable(desk, 'calls a manager sees');
  for (const name of ['Members', 'Audit log', 'Roles'])
    await expect(desk.getByRole('link', { name })).toHaveCount(0);
  await ringside.crm.bringToFront();
  await expect(ringside.point('Maria Alvarez')).rejects.toThrow('No call button appeared');
});
