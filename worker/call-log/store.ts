import { and, asc, desc, eq, lt, or, type SQL, sql } from 'drizzle-orm';
import type { LoggedCall } from '../../shared/call-log/contract.ts';
import type { MemberId, WorkspaceId } from '../../shared/ids.ts';
import { call } from '../calls/index.ts';
import { openDb } from '../db.ts';
import { recording, recordingColumns, stateOf } from '../recordings/index.ts';
import { type Find, hasNumber, hasText } from '../search/index.ts';
import { member } from '../team/index.ts';

type Wanted = {
  readonly before?: string | undefined;
  readonly limit: number;
  readonly memberId?: MemberId | undefined;
  readonly find?: Find | undefined;
};

const found = (find: Find | undefined): SQL | undefined =>
  find &&
  or(
    hasText(call.search, [call.contactName, call.contactCompany], find),
    ...find.numbers.map(digits => hasNumber(call.to, digits)),
  );

const before = (cursor: string | undefined): SQL | undefined => {
  if (cursor === undefined) return undefined;
  const [at = '', id = ''] = cursor.split('.');
  const time = Number(at);
  return or(lt(call.openedAt, time), and(eq(call.openedAt, time), sql`${call.id} < ${id}`));
};

export const loggedCalls = async (
  env: Env,
  workspaceId: WorkspaceId,
  wanted: Wanted,
): Promise<LoggedCall[]> => {
  const rows = await openDb(env.DB)
    .select({ call, name: member.name, recording: recordingColumns })
    .from(call)
    .innerJoin(member, eq(member.id, call.memberId))
    .leftJoin(recording, and(eq(recording.workspaceId, call.workspaceId), eq(recording.callId, call.id)))
    .where(
      and(
        eq(call.workspaceId, workspaceId),
        wanted.memberId === undefined ? undefined : eq(call.memberId, wanted.memberId),
        found(wanted.find),
        before(wanted.before),
      ),
    )
    .orderBy(desc(call.openedAt), desc(call.id))
    .limit(wanted.limit)
    .all();
  return rows.map(({ call: row, name, recording: recorded }) => ({
    id: row.id,
    at: row.openedAt,
    member: { id: row.memberId, name },
    direction: row.direction,
    number: row.to,
    ours: row.from,
    contact: { id: row.contactId, name: row.contactName, company: row.contactCompany },
    phase: row.phase,
    endReason: row.endReason ?? undefined,
    talkSeconds:
      row.answeredAt !== null && row.endedAt !== null
        ? Math.round((row.endedAt - row.answeredAt) / 1000)
        : null,
    // During the call there is no recording to play yet.
    recording:
      row.endedAt === null || recorded === null ? null : { sid: recorded.sid, state: stateOf(recorded) },
  }));
};

/** Everybody who is or was a member, because the calls of former members stay. */
export const callersOf = (env: Env, workspaceId: WorkspaceId) =>
  openDb(env.DB)
    .select({ id: member.id, name: member.name })
    .from(member)
    .where(eq(member.workspaceId, workspaceId))
    .orderBy(asc(sql`lower(${member.name})`), asc(member.id))
    .all();
