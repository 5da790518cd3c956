/** The reps' statuses and the tickets of screens that show them, in the Switchboard's own SQLite. */
import { type CallId, MemberId, SessionId } from '../../shared/ids.ts';
import { FIRST_PICK } from '../../shared/presence/rules.ts';
import { PickedStatus, Status } from '../../shared/presence/statuses.ts';
import type { ObjectSql } from '../object-sql.ts';

/** Times are milliseconds UTC. */
export type StatusRow = {
  readonly memberId: MemberId;
  readonly picked: PickedStatus;
  /** A browser of theirs is connected, as far as the last event says. */
  readonly isHere: boolean;
  /** Without a browser: until when they still count as connected. */
  readonly hereUntil: number;
  /** When their last call and its wrap-up ended, or will end. */
  readonly freeAt: number;
  /** The status that was last sent, and since when they have had it. */
  readonly shown: Status;
  readonly since: number;
};

type Row = {
  member_id: string;
  picked: string;
  is_here: number;
  here_until: number;
  free_at: number;
  shown: string;
  since: number;
};

const rowOf = (row: Row): StatusRow => ({
  memberId: MemberId.parse(row.member_id),
  picked: PickedStatus.parse(row.picked),
  isHere: row.is_here === 1,
  hereUntil: row.here_until,
  freeAt: row.free_at,
  shown: Status.parse(row.shown),
  since: row.since,
});

export class StatusMemory {
  readonly #sql: ObjectSql;

  constructor(sql: ObjectSql) {
    this.#sql = sql;
  }

  all(): readonly StatusRow[] {
    return this.#sql.rows<Row>('select * from status').map(rowOf);
  }

  of(memberId: MemberId): StatusRow | undefined {
    const [row] = this.#sql.rows<Row>('select * from status where member_id = ?', memberId);
    return row && rowOf(row);
  }

  pick(memberId: MemberId, picked: PickedStatus, now: number): void {
    this.#sql.insert(
      `insert into status (member_id, picked, since) values (?, ?, ?)
       on conflict (member_id) do update set picked = excluded.picked`,
      memberId,
      picked,
      now,
    );
  }

  here(memberId: MemberId, now: number): void {
    this.#sql.insert(
      `insert into status (member_id, picked, is_here, since) values (?, ?, 1, ?)
       on conflict (member_id) do update set is_here = 1`,
      memberId,
      FIRST_PICK,
      now,
    );
  }

  gone(memberId: MemberId, hereUntil: number): void {
    this.#sql.rows(
      'update status set is_here = 0, here_until = ? where member_id = ? and is_here = 1',
      hereUntil,
      memberId,
    );
  }

  /** A call is over: at `endedAt` for a rep who is done with it already, otherwise with its wrap-up. */
  callOver(memberId: MemberId, callId: CallId, endedAt: number, wrapUpUntil: number): void {
    this.#sql.rows(
      `update status set last_call = ?, free_at = max(free_at, case when done_call = ? then ? else ? end)
       where member_id = ?`,
      callId,
      callId,
      endedAt,
      wrapUpUntil,
      memberId,
    );
  }

  /** The rep is done with the call on their line, whose end is not known here yet, or with the last one that ended. */
  wrappedUp(memberId: MemberId, callId: CallId, isOnLine: boolean, now: number): void {
    this.#sql.rows(
      `update status set done_call = ?, free_at = case when last_call = ? then min(free_at, ?) else free_at end
       where member_id = ? and (last_call = ? or ?)`,
      callId,
      callId,
      now,
      memberId,
      callId,
      isOnLine ? 1 : 0,
    );
  }

  show(memberId: MemberId, status: Status, now: number): void {
    this.#sql.rows('update status set shown = ?, since = ? where member_id = ?', status, now, memberId);
  }

  addTicket(secret: string, sessionId: SessionId, now: number, expiresAt: number): void {
    this.#sql.rows('delete from team_ticket where expires_at <= ?', now);
    this.#sql.insert('insert into team_ticket values (?, ?, ?)', secret, sessionId, expiresAt);
  }

  /** Uses up a ticket and returns its session; undefined for an unknown or expired ticket. */
  takeTicket(secret: string, now: number): SessionId | undefined {
    const [row] = this.#sql.rows<{ session_id: string; expires_at: number }>(
      'delete from team_ticket where secret = ? returning session_id, expires_at',
      secret,
    );
    return row && row.expires_at > now ? SessionId.parse(row.session_id) : undefined;
  }

  dropTickets(sessionId: SessionId): void {
    this.#sql.rows('delete from team_ticket where session_id = ?', sessionId);
  }
}
