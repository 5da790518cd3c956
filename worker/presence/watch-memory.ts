/** Which phones are watched because a call depends on them, in the Switchboard's own SQLite. */
import { CallId, MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import type { ObjectSql } from '../object-sql.ts';

export type Watch = {
  readonly memberId: MemberId;
  readonly workspaceId: WorkspaceId;
  readonly callId: CallId;
  /** Milliseconds UTC, like every time here. */
  readonly since: number;
  /** The session whose phone says it carries the call. Null until one does: any of the rep's sockets counts then. */
  readonly carriedBy: SessionId | null;
  /** When to report the phone as silent, unless it comes back; null while it is heard. */
  readonly missedAt: number | null;
  readonly isTold: boolean;
  /** We closed the phone's sockets ourselves, so their absence says nothing about the call. */
  readonly isBlind: boolean;
};

type Row = {
  member_id: string;
  workspace_id: string;
  call_id: string;
  since: number;
  carried_by: string | null;
  missed_at: number | null;
  told: number;
  blind: number;
};

const watchOf = (row: Row): Watch => ({
  memberId: MemberId.parse(row.member_id),
  workspaceId: WorkspaceId.parse(row.workspace_id),
  callId: CallId.parse(row.call_id),
  since: row.since,
  carriedBy: row.carried_by === null ? null : SessionId.parse(row.carried_by),
  missedAt: row.missed_at,
  isTold: row.told === 1,
  isBlind: row.blind === 1,
});

export class WatchMemory {
  readonly #sql: ObjectSql;

  constructor(sql: ObjectSql) {
    this.#sql = sql;
  }

  all(): readonly Watch[] {
    return this.#sql.rows<Row>('select * from phone_watch').map(watchOf);
  }

  of(memberId: MemberId): Watch | undefined {
    const [row] = this.#sql.rows<Row>('select * from phone_watch where member_id = ?', memberId);
    return row && watchOf(row);
  }

  /** Starts the watch for this call; a watch for an earlier call is removed. */
  begin(workspaceId: WorkspaceId, memberId: MemberId, callId: CallId, now: number): void {
    this.#sql.rows('delete from phone_watch where member_id = ? and call_id <> ?', memberId, callId);
    this.#sql.insert(
      'insert or ignore into phone_watch (member_id, workspace_id, call_id, since) values (?, ?, ?, ?)',
      memberId,
      workspaceId,
      callId,
      now,
    );
  }

  end(callId: CallId): void {
    this.#sql.rows('delete from phone_watch where call_id = ?', callId);
  }

  carries(memberId: MemberId, sessionId: SessionId): void {
    this.#sql.rows(
      'update phone_watch set carried_by = ?, blind = 0 where member_id = ?',
      sessionId,
      memberId,
    );
  }

  heard(memberId: MemberId): void {
    this.#sql.rows('update phone_watch set missed_at = null, told = 0 where member_id = ?', memberId);
  }

  /** Sets when to report the phone as silent; an earlier time that is already set stays. */
  miss(memberId: MemberId, at: number): void {
    this.#sql.rows(
      'update phone_watch set missed_at = min(coalesce(missed_at, ?), ?) where member_id = ?',
      at,
      at,
      memberId,
    );
  }

  told(memberId: MemberId): void {
    this.#sql.rows('update phone_watch set told = 1 where member_id = ?', memberId);
  }

  blind(memberId: MemberId): void {
    this.#sql.rows('update phone_watch set blind = 1, missed_at = null where member_id = ?', memberId);
  }
}
