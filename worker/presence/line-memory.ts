/** A workspace's lines, dial keys and socket tickets, in the Switchboard's own SQLite. */
import { CallView } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/machine.ts';
import { CallId, MemberId, newId, SessionId } from '../../shared/ids.ts';
import { randomBytes } from '../platform.ts';

// A line that was claimed has its call by then, or never.
const OPENING_MS = 30_000;
const KEY_MS = 24 * 60 * 60_000;

const SCHEMA = `
  create table if not exists line (member_id text primary key, call_id text not null, since integer not null, view text);
  create table if not exists dial_key (member_id text not null, key text not null, hash text not null, call_id text not null,
    expires_at integer not null, primary key (member_id, key));
  create table if not exists ticket (secret text primary key, member_id text not null, session_id text not null, expires_at integer not null);
`;

/** What asking for the line came to. The same key always meets the same call. */
export type Claim =
  | { readonly kind: 'yours'; readonly callId: CallId }
  /** As many calls as the account may have are under way. */
  | { readonly kind: 'full' }
  | { readonly kind: 'mismatch' }
  | {
      readonly kind: 'busy';
      readonly callId: CallId;
      readonly since: number;
      readonly call?: CallView | undefined;
    };

type LineRow = { call_id: string; since: number; view: string | null };

export class LineMemory {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(SCHEMA);
  }

  claim(memberId: MemberId, key: string, hash: string, now: number, mostCalls: number | null): Claim {
    this.#sql.exec('delete from dial_key where expires_at <= ?', now);
    const known = this.#sql
      .exec<{ hash: string; call_id: string }>(
        'select hash, call_id from dial_key where member_id = ? and key = ?',
        memberId,
        key,
      )
      .toArray()[0];
    if (known)
      return known.hash === hash
        ? { kind: 'yours', callId: CallId.parse(known.call_id) }
        : { kind: 'mismatch' };
    const line = this.#line(memberId);
    if (line) return { kind: 'busy', callId: CallId.parse(line.call_id), since: line.since };
    if (mostCalls !== null && this.busyLines(now) >= mostCalls) return { kind: 'full' };
    const callId = newId(CallId, 'call', randomBytes);
    this.#sql.exec('insert into line (member_id, call_id, since) values (?, ?, ?)', memberId, callId, now);
    this.#sql.exec('insert into dial_key values (?, ?, ?, ?, ?)', memberId, key, hash, callId, now + KEY_MS);
    return { kind: 'yours', callId };
  }

  /** Lines that carry a call, or are about to. One whose call was never opened does not count for long. */
  busyLines(now: number): number {
    const lines = this.#sql.exec<LineRow>('select call_id, since, view from line').toArray();
    return lines.filter(({ since, view }) =>
      view === null ? now - since < OPENING_MS : !isOver(CallView.parse(JSON.parse(view)).phase),
    ).length;
  }

  release(memberId: MemberId, callId: CallId): void {
    this.#sql.exec('delete from line where member_id = ? and call_id = ?', memberId, callId);
  }

  /** False when this version is not newer than what the line already shows. */
  show(view: CallView): boolean {
    const line = this.#line(view.memberId);
    if (line?.call_id !== view.id) return true;
    const shown = line.view === null ? undefined : CallView.parse(JSON.parse(line.view));
    if (shown && shown.version >= view.version) return false;
    this.#sql.exec('update line set view = ? where member_id = ?', JSON.stringify(view), view.memberId);
    return true;
  }

  /** The call this member's line is taken by, whether it is open yet or not. */
  lineOf(memberId: MemberId): CallId | undefined {
    const line = this.#line(memberId);
    return line && CallId.parse(line.call_id);
  }

  /** The member's live call, if any. */
  current(memberId: MemberId): CallView | null {
    const view = this.#line(memberId)?.view;
    return view ? CallView.parse(JSON.parse(view)) : null;
  }

  addTicket(secret: string, memberId: MemberId, sessionId: SessionId, now: number, expiresAt: number): void {
    this.#sql.exec('delete from ticket where expires_at <= ?', now);
    this.#sql.exec('insert into ticket values (?, ?, ?, ?)', secret, memberId, sessionId, expiresAt);
  }

  /** Whose ticket it was; it is gone afterwards. */
  takeTicket(secret: string, now: number): { memberId: MemberId; sessionId: SessionId } | undefined {
    const row = this.#sql
      .exec<{ member_id: string; session_id: string; expires_at: number }>(
        'delete from ticket where secret = ? returning member_id, session_id, expires_at',
        secret,
      )
      .toArray()[0];
    return row && row.expires_at > now
      ? { memberId: MemberId.parse(row.member_id), sessionId: SessionId.parse(row.session_id) }
      : undefined;
  }

  dropTickets(sessionId: SessionId): void {
    this.#sql.exec('delete from ticket where session_id = ?', sessionId);
  }

  #line(memberId: MemberId): LineRow | undefined {
    return this.#sql
      .exec<LineRow>('select call_id, since, view from line where member_id = ?', memberId)
      .toArray()[0];
  }
}
