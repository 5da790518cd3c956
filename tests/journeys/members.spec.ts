import { signIn } from '../../sandbox/browser.ts';
import { OWNER, WORKSPACE } from '../../sandbox/seed.ts';
import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';
import { signInAs } from './sign-in-as.ts';

test('an owner invites a rep, whose code signs a browser in, changes their role and removes them [F056.3] [F058.1] [F058.2]', async ({
  ringside,
}) => {
  // Invite, withdraw, sign in, change, remove: several journeys in one.
  const { desk, browser, stack, rep, phone } = ringside;
  await expect(desk.getByRole('link', { name: 'Members' })).toHaveCount(0);
  const owner = await signInAs(OWNER.email, ringside, desk);
  const card = owner.getByRole('region', { name: 'Members' });
  const people = owner.getByRole('list', { name: 'People', exact: true });
  await people.getByRole('link', { name: 'Members' }).click();
  await expect(card.getByRole('heading', { name: 'Invite Member' })).toBeVisible();
  const role = card.getByRole('form', { name: 'Invite Member' }).getByLabel('Role');
  await expect(role.locator('option')).toHaveText(['Member', 'Agent', 'Manager', 'Admin', 'Owner']);
  await role.selectOption('Agent');
  await card.getByLabel('Name', { exact: true }).fill('Nia New');
  await card.getByLabel('Email', { exact: true }).fill('nia');
  await card.getByRole('button', { name: 'Send Invitation' }).click();
  await expect(card.getByText('This is not an email address')).toBeVisible();
  const email = `nia-${Date.now()}@northwind.example`;
  await card.getByLabel('Email', { exact: true }).fill(email);
  await card.getByRole('button', { name: 'Send Invitation' }).click();
  const code = (await card.locator('.code').textContent()) ?? '';
  expect(code).toMatch(/^(\w{5}-){3}\w{5}$/);
  await expectUsable(owner, 'somebody invited');
  await expect.poll(() => stack.mail.mails().find(({ to }) => to.includes(email))?.text).toContain(code);
  expect(stack.mail.mails().find(({ to }) => to.includes(email))?.text).toContain(
    `“${OWNER.name}” invites you to join “${WORKSPACE}” on Ringside as an agent.`,
  );
  const page = await browser.context.newPage();
  await page.goto(/http\S+\/join#\S+/.exec(stack.mail.mails()[0]?.text ?? '')?.[0] ?? '');
  await expect(page.getByText(code)).toBeVisible();
  await page.close();
  await card.getByRole('button', { name: 'Done' }).click();
  await expect(card.getByText(code)).toHaveCount(0);

  await card.getByLabel('Name', { exact: true }).fill('Nia Again');
  await card.getByLabel('Email', { exact: true }).fill(email);
  await card.getByRole('button', { name: 'Send Invitation' }).click();
  await expect(card.getByText('has already been invited')).toBeVisible();
  await expect(card.getByLabel('Email', { exact: true })).toBeFocused();
  // An invited person is not a member yet; another invitation is withdrawn.
  const invited = card.getByRole('region', { name: 'Invitations' });
  await expect(invited.getByText(`Invited by ${OWNER.name}`)).toBeVisible();
  await expect(card.getByLabel('Role: Nia New')).toHaveCount(0);
  await card.getByLabel('Email', { exact: true }).fill(`omar-${Date.now()}@northwind.example`);
  await card.getByLabel('Name', { exact: true }).fill('Omar Other');
  await card.getByRole('button', { name: 'Send Invitation' }).click();
  await card.getByRole('button', { name: 'Done' }).click();
  await expectUsable(owner, 'two who are invited');
  await invited.getByRole('button', { name: 'Withdraw: Omar Other' }).click();
  await invited.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).click();
  await expect(owner.getByText('The invitation for Omar Other was withdrawn.')).toBeVisible();
  await expect(invited.getByText('Omar Other')).toHaveCount(0);
  await card.getByLabel('Name', { exact: true }).fill('Nia Again');

  // The code signs this browser in, so the owner signs out first.
  await owner.getByRole('link', { name: 'This browser' }).click();
  // Unsaved input is not lost without a warning.
  await owner.getByRole('dialog').getByRole('button', { name: 'Leave without saving' }).click();
  await owner.getByRole('button', { name: 'Sign out of this browser' }).click();
  const nia = await signIn(browser, { workerUrl: stack.workerUrl, setupCode: () => Promise.resolve(code) });
  await expect(nia.getByText('Nia New')).toBeVisible();
  await expect(nia.getByText('Agent', { exact: true })).toBeVisible();
  await phone.until('on duty', state => state.duty === 'ready');
  const panel = await ringside.panel();
  await expect(panel.getByLabel('Phone number')).toBeVisible();
  await nia.bringToFront();

  const again = await signInAs(OWNER.email, ringside, nia);
  const list = again.getByRole('region', { name: 'Members' });
  await again.getByRole('link', { name: 'Members' }).click();
  await list.getByLabel('Role: Nia New').selectOption('Admin');
  await expect(again.getByText('Nia New now has the role Admin.')).toBeVisible();
  await list.getByRole('button', { name: 'Remove: Nia New' }).click();
  await list.getByRole('button', { name: 'Keep' }).click();
  await list.getByRole('button', { name: 'Remove: Nia New' }).click();
  await list.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(again.getByText('Nia New was removed.')).toBeVisible();
  await expect(list.getByText(email)).toHaveCount(0);
  await expect(list.getByText(rep.name, { exact: true })).toBeVisible();
  await again.getByRole('link', { name: 'Roles' }).click();
  await expect(again.getByRole('columnheader')).toHaveText([
    'What',
    'Owner',
    'Admin',
    'Manager',
    'Agent',
    'Member',
  ]);
  await again.getByRole('link', { name: 'Audit log' }).click();
  const log = again.getByRole('region', { name: 'Audit log' });
  await expect(log.getByRole('row').getByText('Removed a member').first()).toBeVisible();
});
