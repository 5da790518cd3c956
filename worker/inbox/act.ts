import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import type * as contract from '../../shared/inbox/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { switchboardOf } from '../objects.ts';
import { notFound } from '../problem.ts';
import { callersOf, one } from './entries.ts';
import { type Change, changeEntry, entryById, membersOf, noteHeard } from './store.ts';

type Act<E extends typeof contract.assign | typeof contract.markDone> = (
  context: MemberContext,
  request: RequestOf<E>,
) => Promise<Result<ReplyOf<E>, RefusalOf<E>>>;

/** Everybody’s phone learns that the inbox has changed. */
const tellPhones = ({ env, principal }: MemberContext): Promise<void> =>
  switchboardOf(env, principal.workspaceId).inboxChanged();

const rowOf = async (
  { env, principal }: MemberContext,
  id: RequestOf<typeof contract.markDone>['entryId'],
) => {
  const row = await entryById(env, principal.workspaceId, id);
  if (!row) throw notFound();
  return row.entry;
};

/** Changes the entry and answers with it as it is then. */
const changed = async (
  context: MemberContext,
  entry: Awaited<ReturnType<typeof rowOf>>,
  change: Change,
): Promise<ReplyOf<typeof contract.markDone>> => {
  await changeEntry(context.env, entry, change);
  await tellPhones(context);
  return { entry: await one(context, entry.id) };
};

export const hear: Act<typeof contract.heard> = async (context, { entryId, callId }) => {
  const { env, clock, principal } = context;
  const entry = await rowOf(context, entryId);
  await noteHeard(env, entry, callId, principal.memberId, clock.now());
  await tellPhones(context);
  return ok({ entry: await one(context, entryId) });
};

export const assignTo: Act<typeof contract.assign> = async (context, { entryId, memberId }) => {
  const entry = await rowOf(context, entryId);
  const callers = callersOf(context, await membersOf(context.env, context.principal.workspaceId));
  if (memberId !== null && !callers.some(({ id }) => id === memberId)) return err({ reason: 'no_caller' });
  context.note({ before: { memberId: entry.assignedTo } });
  return ok(await changed(context, entry, { assignedTo: memberId }));
};

export const finish: Act<typeof contract.markDone> = async (context, { entryId }) => {
  const entry = await rowOf(context, entryId);
  if (entry.doneAt !== null) return ok({ entry: await one(context, entryId) });
  const { clock, principal } = context;
  const change = { doneAt: clock.now(), doneBy: principal.memberId, doneWhy: 'marked' } as const;
  return ok(await changed(context, entry, change));
};

export const takeBack: Act<typeof contract.reopen> = async (context, { entryId }) => {
  const entry = await rowOf(context, entryId);
  if (entry.doneAt === null) return ok({ entry: await one(context, entryId) });
  const reopenedAt = context.clock.now();
  return ok(await changed(context, entry, { doneAt: null, doneBy: null, doneWhy: null, reopenedAt }));
};
