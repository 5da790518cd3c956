import type { Page } from '@playwright/test';
import { OWNER } from '../../sandbox/seed.ts';
import { usageToday } from '../../shared/usage/contract.ts';
import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';
import { leaveCall } from './leave-call.ts';
import { expectPrice, holdPrice } from './price-told.ts';
import { signInAs } from './sign-in-as.ts';

test.afterEach(async ({ house }) => {
  await house.stack.sql(
    `update workspace set dialing = json_remove(dialing, '$.memberCallsPerDay', '$.memberSpendPerDay')`,
  );
});

test('a rep who has reached the daily call limit is told, and told when it resets; an admin sees the usage and raises it', async ({
  ringside,
}) => {
  const { desk, phone } = ringside;
  const owner = await signInAs(OWNER.email, ringside, desk);
  await phone.until('on duty', state => state.duty === 'ready');
  const panel = await ringside.panel();
  const setLimit = async (calls: string) => {
    await owner.bringToFront();
    await owner.getByRole('link', { name: 'Limits', exact: true }).click();
    await owner.getByLabel('Calls per day, each person').fill(calls);
    await owner.getByRole('button', { name: 'Update Workspace' }).click();
  };
  await setLimit('none');
  await expect(owner.getByText('Enter a number, or leave the field empty for no limit.')).toBeVisible();
  await expectUsable(owner, 'a limit that is none');
  // One more than the calls already made today.
  const { members } = usageToday.reply.parse(await ringside.api(usageToday.path));
  const limit = (members.find(({ name }) => name === OWNER.name)?.calls ?? 0) + 1;
  await setLimit(String(limit));
  await expect(owner.getByText('Saved.', { exact: true })).toBeVisible();

  const call = async () => {
    await panel.bringToFront();
    await panel.getByLabel('Phone number').fill('(212) 555-0100');
    await panel.getByRole('button', { name: 'Call', exact: true }).click();
  };
  await call();
  await ringside.waitForPhase('active', 30_000);
  await panel.getByRole('button', { name: 'End' }).click();
  await ringside.waitForPhase('ended');
  await leaveCall(panel);
  const before = ringside.legs().length;
  await call();
  await expect(panel.getByText(`You have made ${limit} call`).first()).toBeVisible();
  await expect(panel.getByText('after midnight (UTC)').first()).toBeVisible();
  await expectUsable(panel, 'a limit that is reached');
  expect(ringside.legs()).toHaveLength(before);
  await leaveCall(panel);

  await owner.reload();
  await expect(owner.getByRole('row', { name: `${OWNER.name} ${limit} of ${limit}` })).toBeVisible();
  await expectUsable(owner, 'what was called today');
  await setLimit(String(limit + 1));
  await expect(owner.getByText('Saved.', { exact: true })).toBeVisible();
  await call();
  await ringside.waitForPhase('active', 30_000);
  await panel.getByRole('button', { name: 'End' }).click();
  await ringside.waitForPhase('ended');
});

test('the cost of calls is reported late and counted then; a rep who has reached the daily spend limit is told', async ({
  ringside,
}) => {
  const { desk, phone, rep } = ringside;
  const call = async (panel: Page) => {
    await panel.bringToFront();
    await panel.getByLabel('Phone number').fill('(212) 555-0100');
    await panel.getByRole('button', { name: 'Call', exact: true }).click();
  };
  const panel = await ringside.panel();
  await call(panel);
  await ringside.waitForPhase('active', 30_000);
  await panel.getByRole('button', { name: 'End' }).click();
  await ringside.waitForPhase('ended');
  await leaveCall(panel);
  const [made] = await ringside.record();
  if (!made) throw new Error('The call is not on record.');
  await holdPrice(ringside, made.id);

  await desk.bringToFront();
  const owner = await signInAs(OWNER.email, ringside, desk);
  await owner.bringToFront();
  await owner.getByRole('link', { name: 'Limits', exact: true }).click();
  const row = owner.getByRole('row', { name: `${rep.name} 1 of` });
  await expect(row.getByRole('cell', { name: 'None yet' })).toBeVisible();
  await expect(owner.getByText('no price yet')).toBeVisible();

  await expectPrice(ringside, made.id, 1_504_000);
  await owner.reload();
  await expect(row.getByRole('cell', { name: '$1.50' })).toBeVisible();
  await owner.getByLabel('Spend per day, each person').fill('1');
  await owner.getByRole('button', { name: 'Update Workspace' }).click();
  await expect(owner.getByText('Saved.', { exact: true })).toBeVisible();
  await expect(row.getByRole('cell', { name: '$1.50 of $1' })).toBeVisible();
  await expectUsable(owner, 'what was spent today');

  await signInAs(rep.email, ringside, owner);
  await phone.until('on duty', state => state.duty === 'ready');
  const before = ringside.legs().length;
  await call(panel);
  await expect(panel.getByText('You have spent $1 on calls today').first()).toBeVisible();
  await expectUsable(panel, 'a limit of spend that is reached');
  expect(ringside.legs()).toHaveLength(before);
  await leaveCall(panel);
});
