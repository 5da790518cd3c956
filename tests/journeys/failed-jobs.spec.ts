import { OWNER } from '../../sandbox/seed.ts';
import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';
import { signInAs } from './sign-in-as.ts';

const RECORDING = 'RE0123456789abcdef0123456789abcdef';

test('an owner sees failed jobs and retries one; a rep sees none of them', {
  tag: '@waits',
}, async ({ ringside }) => {
  const { desk, stack } = ringside;
  await expect(desk.getByRole('heading', { name: 'You are connected' })).toBeVisible();
  await expect(desk.getByRole('link', { name: 'Failed jobs' })).toHaveCount(0);

  const owner = await signInAs(OWNER.email, ringside, desk);
  await owner.getByRole('link', { name: 'Failed jobs' }).click();
  await expect(owner.getByText('No failed jobs')).toBeVisible();
  await expectUsable(owner, 'no failed jobs');

  // A recording the carrier does not have: fetching it always fails.
  const job = { kind: 'recordings.keep', id: `keep/${RECORDING}`, recordingSid: RECORDING };
  await stack.sql(
    `insert into dead_letter select '${job.id}', id, '${job.kind}', 'failed_visible', json_patch('${JSON.stringify(job)}', json_object('workspaceId', id)), 6, ${Date.now()} from workspace limit 1`,
  );
  await stack.sql(
    `insert into recording (workspace_id, recording_sid, call_id, started_at, key) select id, '${RECORDING}', 'CA${'0'.repeat(32)}', ${Date.now()}, 'none.wav' from workspace limit 1`,
  );
  await owner.reload();
  await expect(owner.getByText('Fetch a recording from the carrier')).toBeVisible();
  await expectUsable(owner, 'a failed job');
  const asked = () => stack.carrier.ledger().requests.filter(({ path }) => path.includes(RECORDING)).length;
  expect(asked()).toBe(0);
  await owner.getByRole('button', { name: 'Try again: Fetch a recording from the carrier' }).click();
  await expect(owner.getByText('it is being tried again', { exact: false })).toBeVisible();
  await expect(owner.getByText('No failed jobs')).toBeVisible();
  await expect.poll(asked).toBeGreaterThan(0);

  await stack.worker.stop();
  await owner.reload();
  const card = owner.getByRole('region', { name: 'Failed jobs' });
  await expect(card.getByRole('alert')).toContainText('The server does not answer');
  await expectUsable(owner, 'Worker away');
  await stack.worker.start();
  await card.getByRole('button', { name: 'Load again' }).click();
  await expect(owner.getByText('No failed jobs')).toBeVisible();
});
