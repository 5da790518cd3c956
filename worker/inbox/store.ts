import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { CallId, MemberId, WorkspaceId } from '../../shared/ids.ts';
import { contact, contactPhone } from '../contacts/index.ts';
import { type Db, openDb } from '../db.ts';
import { recording, recordingColumns } from '../recordings/index.ts';
import { member } from '../team/index.ts';
import type { Missed, News } from './news.ts';
import { inboxCall, inboxEntry } from './table.ts';

/** The open entry that another call of this caller belongs to; none for a caller who withholds their number. */
const openEntryOf = (db: Db, { workspaceId, number, address, ours }: Missed) =>
  db
    .select({ id: inboxEntry.id })
    .from(inboxEntry)
    .where(
      and(
        eq(inboxEntry.workspaceId, workspaceId),
        number === null ? isNull(inboxEntry.number) : eq(inboxEntry.number, number),
        number === null ? eq(inboxEntry.address, address ?? '') : undefined,
        eq(inboxEntry.ours, ours),
        isNull(inboxEntry.doneAt),
      ),
    )
    .orderBy(desc(inboxEntry.lastAt))
    .limit(1);

/** Writing them again changes nothing, whatever has become of the entry. */
const missedRows = (db: Db, missed: Missed) => {
  const { workspaceId, callId, at, number, address, callerName, ours } = missed;
  const own = and(eq(inboxCall.workspaceId, workspaceId), eq(inboxCall.callId, callId));
  const isIn = exists(db.select({ one: sql`1` }).from(inboxCall).where(own));
  const isFirst = exists(
    db
      .select({ one: sql`1` })
      .from(inboxCall)
      .where(and(own, eq(inboxCall.entryId, callId))),
  );
  const isEntry = exists(db.select({ one: sql`1` }).from(inboxEntry).where(eq(inboxEntry.id, callId)));
  const entryId = db.select({ id: inboxCall.entryId }).from(inboxCall).where(own);
  return [
    db.insert(inboxCall).select(
      sql`select ${workspaceId}, ${callId}, coalesce(${openEntryOf(db, missed)}, ${callId}), ${at}, null, null
        where not ${isIn}`,
    ),
    db.insert(inboxEntry).select(
      sql`select ${callId}, ${workspaceId}, ${number}, ${address}, ${callerName}, ${ours}, ${at},
        null, null, null, null, null, null, null where ${isFirst} and not ${isEntry}`,
    ),
    db
      .update(inboxEntry)
      .set({ lastAt: at })
      .where(and(lt(inboxEntry.lastAt, at), eq(inboxEntry.id, entryId))),
  ];
};

/** What a call changes in the inbox; for the transaction that records the call. */
export const inboxRows = (db: Db, news: News | undefined) => {
  if (!news) return [];
  if (news.kind === 'missed') return missedRows(db, news);
  const { workspaceId, number, at, by } = news;
  const change =
    news.kind === 'talked' ? { doneAt: at, doneBy: by, doneWhy: news.why } : { triedAt: at, triedBy: by };
  // A repeated conversation does not close what was reopened since, nor what came in after it.
  const isLater =
    news.kind === 'talked'
      ? and(lte(inboxEntry.lastAt, at), or(isNull(inboxEntry.reopenedAt), lt(inboxEntry.reopenedAt, at)))
      : or(isNull(inboxEntry.triedAt), lt(inboxEntry.triedAt, at));
  return [
    db
      .update(inboxEntry)
      .set(change)
      .where(
        and(
          eq(inboxEntry.workspaceId, workspaceId),
          eq(inboxEntry.number, number),
          isNull(inboxEntry.doneAt),
          isLater,
        ),
      ),
  ];
};

export type Wanted = {
  readonly show: 'open' | 'done';
  readonly assignedTo?: MemberId | 'nobody' | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
};

const below = (cursor: string | undefined): SQL | undefined => {
  if (cursor === undefined) return undefined;
  const [at = '', id = ''] = cursor.split('.');
  const time = Number(at);
  return or(lt(inboxEntry.lastAt, time), and(eq(inboxEntry.lastAt, time), sql`${inboxEntry.id} < ${id}`));
};

const assigned = (to: Wanted['assignedTo']): SQL | undefined => {
  if (to === undefined) return undefined;
  return to === 'nobody' ? isNull(inboxEntry.assignedTo) : eq(inboxEntry.assignedTo, to);
};

const entries = (env: Env, workspaceId: WorkspaceId, which: SQL | undefined) =>
  openDb(env.DB)
    .select({
      entry: inboxEntry,
      contact: { id: contact.id, name: contact.name, company: contact.company },
      tries: sql<number>`(select count(*) from inbox_call where entry_id = ${inboxEntry.id})`,
      firstAt: sql<number>`(select min(missed_at) from inbox_call where entry_id = ${inboxEntry.id})`,
    })
    .from(inboxEntry)
    .leftJoin(
      contactPhone,
      and(eq(contactPhone.workspaceId, inboxEntry.workspaceId), eq(contactPhone.e164, inboxEntry.number)),
    )
    .leftJoin(contact, eq(contact.id, contactPhone.contactId))
    .where(and(eq(inboxEntry.workspaceId, workspaceId), which))
    .orderBy(desc(inboxEntry.lastAt), desc(inboxEntry.id));
export type EntryRow = Awaited<ReturnType<typeof entries>>[number];

export const entriesOf = (env: Env, workspaceId: WorkspaceId, wanted: Wanted) =>
  entries(
    env,
    workspaceId,
    and(
      wanted.show === 'open' ? isNull(inboxEntry.doneAt) : isNotNull(inboxEntry.doneAt),
      assigned(wanted.assignedTo),
      below(wanted.before),
    ),
  )
    .limit(wanted.limit)
    .all();

export const entryById = (env: Env, workspaceId: WorkspaceId, id: CallId) =>
  entries(env, workspaceId, eq(inboxEntry.id, id)).get();

const isMessage = and(
  eq(recording.workspaceId, inboxCall.workspaceId),
  eq(recording.callId, inboxCall.callId),
);

/** The messages in these entries, newest first. */
export const messagesIn = (env: Env, workspaceId: WorkspaceId, ids: readonly CallId[]) =>
  openDb(env.DB)
    .select({ call: inboxCall, recording: recordingColumns, seconds: recording.seconds })
    .from(inboxCall)
    .innerJoin(recording, isMessage)
    .where(
      and(
        eq(inboxCall.workspaceId, workspaceId),
        inArray(inboxCall.entryId, sql`(select value from json_each(${JSON.stringify(ids)}))`),
      ),
    )
    .orderBy(desc(inboxCall.at))
    .all();
export type MessageRow = Awaited<ReturnType<typeof messagesIn>>[number];

/** Everybody who is or was a member. */
export const membersOf = (env: Env, workspaceId: WorkspaceId) =>
  openDb(env.DB)
    .select({ id: member.id, name: member.name, role: member.role, removedAt: member.removedAt })
    .from(member)
    .where(eq(member.workspaceId, workspaceId))
    .orderBy(asc(sql`lower(${member.name})`), asc(member.id))
    .all();

const isOpenIn = (workspaceId: WorkspaceId) =>
  and(eq(inboxEntry.workspaceId, workspaceId), isNull(inboxEntry.doneAt));

export const countsOf = async (
  env: Env,
  workspaceId: WorkspaceId,
): Promise<{ open: number; unheard: number }> => {
  const db = openDb(env.DB);
  const [[open], [unheard]] = await db.batch([
    db.select({ n: count() }).from(inboxEntry).where(isOpenIn(workspaceId)),
    db
      .select({ n: count() })
      .from(inboxEntry)
      .innerJoin(inboxCall, eq(inboxCall.entryId, inboxEntry.id))
      .innerJoin(recording, isMessage)
      .where(and(isOpenIn(workspaceId), isNull(inboxCall.heardAt), isNull(recording.deletedAt))),
  ]);
  return { open: open?.n ?? 0, unheard: unheard?.n ?? 0 };
};

/** What an act changes of an entry. */
export type Change = Partial<
  Pick<typeof inboxEntry.$inferInsert, 'assignedTo' | 'doneAt' | 'doneBy' | 'doneWhy' | 'reopenedAt'>
>;

/** Changes an entry that is open, or one that is done. */
export const changeEntry = async (
  env: Env,
  { id, workspaceId, doneAt }: EntryRow['entry'],
  change: Change,
): Promise<void> => {
  await openDb(env.DB)
    .update(inboxEntry)
    .set(change)
    .where(
      and(
        eq(inboxEntry.workspaceId, workspaceId),
        eq(inboxEntry.id, id),
        doneAt === null ? isNull(inboxEntry.doneAt) : isNotNull(inboxEntry.doneAt),
      ),
    );
};

/** The first to hear a message is remembered. */
export const noteHeard = async (
  env: Env,
  { id, workspaceId }: Pick<EntryRow['entry'], 'id' | 'workspaceId'>,
  callId: CallId,
  by: MemberId,
  now: number,
): Promise<void> => {
  await openDb(env.DB)
    .update(inboxCall)
    .set({ heardAt: now, heardBy: by })
    .where(
      and(
        eq(inboxCall.workspaceId, workspaceId),
        eq(inboxCall.entryId, id),
        eq(inboxCall.callId, callId),
        isNull(inboxCall.heardAt),
      ),
    );
};
