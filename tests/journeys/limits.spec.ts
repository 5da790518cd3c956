import { OWNER } from '../../sandbox/seed.ts';
import { usageToday } from '../../shared/usage/contract.ts';
import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';
import { leaveCall } from './leave-call.ts';
import { signInAs } from './sign-in-as.ts';

test.afterEach(async ({ house }) => {
  await house.stack.sql(`update workspace set dialing = json_remove(dialing, '$.memberCallsPerDay')`);
});

test('a rep who has made the calls of a day is told so, and when it frees itself; an admin sees the use and raises it', async ({
  ringside,
}) => {
  const { desk, phone } = ringside;
  const owner = await signInAs(OWNER.email, ringside, desk);
  await phone.until('on duty', state => state.duty === 'ready');
  const panel = await ringside.panel();
  const setLimit = async (calls: string) => {
    await owner.bringToFront();
    await owner.getByRole('link', { name: 'Limits', exact: true }).click();
    await owner.getByLabel('Calls a day, each person').fill(calls);
    await owner.getByRole('button', { name: 'Update Workspace' }).click();
  };
  await setLimit('none');
  await expect(owner.getByText('Enter a number, or nothing for no limit.')).toBeVisible();
  await expectUsable(owner, 'a limit that is none');
  // One more than was called today already.
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
