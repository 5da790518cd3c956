/** Every query over a workspace's rows names the workspace, or gives the reason here why it need not. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/process.ts';

/** Store functions that name no workspace, and why they may. */
const BY_SOMETHING_ELSE: Readonly<Record<string, string>> = {
  'worker/ai/store.ts: allAiAccounts': 'every night, for all of them',
  'worker/audit/store.ts: entriesAfter': 'every minute, for all of them',
  'worker/audit/store.ts: unsealed': 'every minute, for all of them',
  'worker/audit/store.ts: dropIntent': 'the id of a request, made here',
  'worker/audit/store.ts: insertEntry': 'the row names its workspace; the intent is found by its request id',
  'worker/audit/store.ts: leftIntents': 'every minute, for all of them',
  'worker/audit/store.ts: writeSeals': 'every minute, for all of them',
  'worker/calls/store.ts: foldCalls': 'every minute, for all of them',
  'worker/legs/store.ts: isLegKnown': 'asks whether any workspace has it: an account may be shared',
  'worker/contacts/store.ts: foldContacts': 'every minute, for all of them',
  'worker/contacts/store.ts: folded': 'a contact by its id, from foldContacts',
  'worker/jobs/store.ts: bringForward': 'the id of a job, made here',
  'worker/jobs/store.ts: storeFailedJob': 'the id of a job, made here',
  'worker/jobs/store.ts: forgetJobs': 'every night, for all of them',
  'worker/jobs/store.ts: isDone': 'the id of a job, made here',
  'worker/jobs/store.ts: markSent': 'the id of a job, made here',
  'worker/jobs/store.ts: postpone': 'the id of a job, made here',
  'worker/jobs/store.ts: settle': 'the id of a job, made here',
  'worker/jobs/store.ts: unsent': 'every minute, for all of them',
  'worker/invitations/store.ts: forgetInvitations': 'every night, for all of them',
  'worker/joining/store.ts: lookAtInvitation': 'the hash of a code, which is one invitation’s',
  'worker/joining/store.ts: sessionOfInvitation': 'the hash of a code, which is one invitation’s',
  'worker/numbers/store.ts: isOurs': 'asks whether any workspace has it: a call to it comes back here',
  'worker/memberships/store.ts: lastMembershipOf': 'a person, in whichever workspace',
  'worker/recordings/store.ts: markDeleted': 'by their keys, which name their workspace',
  'worker/recordings/store.ts: retainedSince': 'every night, for all of them',
  'worker/sign-in/store.ts: redeemSetupCode': 'the hash of a code, which is one member’s',
  'worker/sign-in/store.ts: sessionOfCode': 'the hash of a code, which is one member’s',
  'worker/sign-in/store.ts: mayMailOpen': 'the membership a code was mailed for',
  'worker/team/store.ts: addSession': 'the member who has proved their identity',
  'worker/team/store.ts: forgetSessions': 'every night, for all of them',
  'worker/team/store.ts: noteStepUp': 'the session that asks',
  'worker/team/store.ts: renewSession': 'the session that asks',
  'worker/team/store.ts: revokeSession': 'a session of the person who asks',
  'worker/team/store.ts: touchSession': 'the session that asks',
  'worker/workspace/store.ts: allFormerAccounts': 'every night, for all of them',
  'worker/workspace/store.ts: forgetFormerAccounts': 'every night, for all of them',
};

const read = (pattern: string) =>
  globSync(pattern, { cwd: ROOT }).map(file => [file, readFileSync(join(ROOT, file), 'utf8')] as const);
const blocksOf = (source: string): readonly string[] => source.split(/^(?=(?:export )?const \w)/m).slice(1);
const nameOf = (block: string): string => /const (\w+)/.exec(block)?.[1] ?? '';

const TABLES = read('worker/*/table.ts')
  .flatMap(([, source]) => blocksOf(source))
  .filter(block => /sqliteTable\(/.test(block) && /\bworkspaceId: text\(/.test(block))
  .map(nameOf);

test('every query over a workspace’s rows names the workspace, or has a reason here why not', () => {
  expect(TABLES).toContain('member');
  const touches = new RegExp(`\\b(?:from|update|delete|[iI]nnerJoin|leftJoin)\\((?:${TABLES.join('|')})\\b`);
  const unscoped = read('worker/*/store.ts').flatMap(([file, source]) =>
    blocksOf(source)
      .filter(block => touches.test(block) && !/\bworkspaceId\b/.test(block))
      .map(block => `${file}: ${nameOf(block)}`),
  );
  expect(unscoped.filter(each => BY_SOMETHING_ELSE[each] === undefined)).toEqual([]);
});
