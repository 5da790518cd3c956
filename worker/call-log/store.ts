import { and, asc, desc, eq, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { LoggedCall } from '../../shared/call-log/contract.ts';
import { ourNumber, theirNumber } from '../../shared/calls/other-party.ts';
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

const theirsHas = (digits: string): SQL | undefined =>
  or(
    and(eq(call.direction, 'outbound'), hasNumber(call.to, digits)),
    and(eq(call.direction, 'inbound'), hasNumber(call.from, digits)),
  );

type Row = typeof call.$inferSelect;

const sidesOf = ({ direction, from, to }: Row) => ({ direction, from: from ?? undefined, to });

const found = (find: Find | undefined): SQL | undefined =>
  find &&
  or(hasText(call.search, [call.contactName, call.contactCompany], find), ...find.numbers.map(theirsHas));

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
    .leftJoin(member, eq(member.id, call.memberId))
    .leftJoin(recording, and(eq(recording.workspaceId, call.workspaceId), eq(recording.callId, call.id)))
    .where(
      and(
        eq(call.workspaceId, workspaceId),
        // A missed call from before calls came in, of which nobody knows any more what number was called.
        ne(call.to, sql`''`),
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
    member: row.memberId === null || name === null ? null : { id: row.memberId, name },
    direction: row.direction,
    number: theirNumber(sidesOf(row)) ?? null,
    address: row.callerAddress,
    callerName: row.callerName,
    ours: ourNumber(sidesOf(row)),
    forwardedTo: row.forwardedTo,
    contact:
      row.contactId === null
        ? null
        : { id: row.contactId, name: row.contactName, company: row.contactCompany },
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
