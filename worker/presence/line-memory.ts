/** A workspace's lines, dial keys and socket tickets, in the Switchboard's own SQLite. */
import * as z from 'zod';
import { CallView, Phase } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/machine.ts';
import { CallId, MemberId, newId, SessionId } from '../../shared/ids.ts';
import type { Budget, UsedUp } from '../../shared/workspace/limits.ts';
import type { ObjectSql } from '../object-sql.ts';
import { randomBytes } from '../platform.ts';
import type { UsageMemory } from './usage-memory.ts';

// A claim opens its call within this, or never: LiveCall refuses it afterwards. No phone waits for a dial any longer.
const OPEN_WITHIN_MS = 20_000;
/** A claim without a call is taken back after this. It is later than the other, as no two objects' clocks are the same. */
export const UNOPENED_MS = 30_000;
const KEY_MS = 24 * 60 * 60_000;
// The carrier ends every call after four hours.
const LONGEST_CALL_MS = 5 * 60 * 60_000;

// A stored view may be from an earlier or a later release, so only the fields needed here are parsed.
const StoredPhase = z.object({ phase: Phase });
const StoredVersion = z.object({ version: z.number() });

const stored = <T>(schema: z.ZodType<T>, json: string): T | undefined => {
  const read = schema.safeParse(JSON.parse(json));
  return read.success ? read.data : undefined;
};

/** What asking for the line came to. The same key always meets the same call. */
export type Claim =
  | { readonly kind: 'yours'; readonly callId: CallId; readonly openBefore: number }
  /** As many calls as the account may have are under way. */
  | { readonly kind: 'full' }
  /** A limit of today is reached. */
  | { readonly kind: 'used_up'; readonly usedUp: UsedUp }
  | { readonly kind: 'mismatch' }
  | {
      readonly kind: 'busy';
      readonly callId: CallId;
      readonly since: number;
      readonly call?: CallView | undefined;
    };

type LineRow = { call_id: string; since: number; view: string | null };

export class LineMemory {
  readonly #sql: ObjectSql;
  readonly #usage: UsageMemory;

  constructor(sql: ObjectSql, usage: UsageMemory) {
    this.#sql = sql;
    this.#usage = usage;
  }

  /** Checks and claims in one synchronous step: when two claim the last call of a limit, only one gets it. */
  claim(
    memberId: MemberId,
    key: string,
    hash: string,
    now: number,
    mostCalls: number | null,
    budget?: Budget,
  ): Claim {
    this.#sql.rows('delete from dial_key where expires_at <= ?', now);
    const [known] = this.#sql.rows<{ hash: string; call_id: string }>(
      'select hash, call_id from dial_key where member_id = ? and key = ?',
      memberId,
      key,
    );
    const line = this.#line(memberId);
    if (known) {
      if (known.hash !== hash) return { kind: 'mismatch' };
      // A key without a line is that of a call which was opened and is over.
      const openBefore = line?.call_id === known.call_id ? line.since + OPEN_WITHIN_MS : 0;
      return { kind: 'yours', callId: CallId.parse(known.call_id), openBefore };
    }
    if (line) return { kind: 'busy', callId: CallId.parse(line.call_id), since: line.since };
    if (mostCalls !== null && this.busyLines(now) >= mostCalls) return { kind: 'full' };
    const usedUp = budget && this.#usage.usedUp(budget, memberId, now);
    if (usedUp) return { kind: 'used_up', usedUp };
    const callId = newId(CallId, 'call', randomBytes);
    if (budget) this.#usage.begin(callId, memberId, budget.day);
    this.#sql.insert('insert into line (member_id, call_id, since) values (?, ?, ?)', memberId, callId, now);
    this.#sql.insert(
      'insert into dial_key values (?, ?, ?, ?, ?)',
      memberId,
      key,
      hash,
      callId,
      now + KEY_MS,
    );
    return { kind: 'yours', callId, openBefore: now + OPEN_WITHIN_MS };
  }

  /** Lines that carry a call, or are about to. One whose call was never opened does not count for long. */
  busyLines(now: number): number {
    const lines = this.#sql.rows<LineRow>('select call_id, since, view from line');
    return lines.filter(({ since, view }) => {
      if (view === null) return now - since < UNOPENED_MS;
      const phase = stored(StoredPhase, view)?.phase;
      return phase === undefined ? now - since < LONGEST_CALL_MS : !isOver(phase);
    }).length;
  }

  release(memberId: MemberId, callId: CallId): void {
    this.#sql.rows('delete from line where member_id = ? and call_id = ?', memberId, callId);
  }

  /**
   * Takes a claim back whose call was never opened: nothing rang, so it does not count, and a late repetition of its dial
   * claims a line like any other instead of opening a second call.
   */
  cancelClaim(memberId: MemberId, callId: CallId): void {
    this.release(memberId, callId);
    this.#sql.rows('delete from dial_key where member_id = ? and call_id = ?', memberId, callId);
    this.#usage.cancelClaim(callId);
  }

  /** Whether this version is newer than what the line already shows. */
  isNews(view: CallView): boolean {
    const line = this.#line(view.memberId);
    if (line?.call_id !== view.id || line.view === null) return true;
    return (stored(StoredVersion, line.view)?.version ?? 0) < view.version;
  }

  /** False when it is not news. */
  show(view: CallView): boolean {
    if (this.#line(view.memberId)?.call_id !== view.id) return true;
    if (!this.isNews(view)) return false;
    this.#sql.rows('update line set view = ? where member_id = ?', JSON.stringify(view), view.memberId);
    return true;
  }

  /** The call this member's line is taken by, whether it is open yet or not. */
  lineOf(memberId: MemberId): CallId | undefined {
    const line = this.#line(memberId);
    return line && CallId.parse(line.call_id);
  }

  /** The member's live call, if any. Without a view where that was stored by another release. */
  shown(memberId: MemberId): { callId: CallId; view: CallView | undefined } | undefined {
    const line = this.#line(memberId);
    return line?.view ? { callId: CallId.parse(line.call_id), view: stored(CallView, line.view) } : undefined;
  }

  addTicket(secret: string, memberId: MemberId, sessionId: SessionId, now: number, expiresAt: number): void {
    this.#sql.rows('delete from ticket where expires_at <= ?', now);
    this.#sql.insert('insert into ticket values (?, ?, ?, ?)', secret, memberId, sessionId, expiresAt);
  }

  /** Whose ticket it was; it is gone afterwards. */
  takeTicket(secret: string, now: number): { memberId: MemberId; sessionId: SessionId } | undefined {
    const [row] = this.#sql.rows<{ member_id: string; session_id: string; expires_at: number }>(
      'delete from ticket where secret = ? returning member_id, session_id, expires_at',
      secret,
    );
    return row && row.expires_at > now
      ? { memberId: MemberId.parse(row.member_id), sessionId: SessionId.parse(row.session_id) }
      : undefined;
  }

  dropTickets(sessionId: SessionId): void {
    this.#sql.rows('delete from ticket where session_id = ?', sessionId);
  }

  #line(memberId: MemberId): LineRow | undefined {
    return this.#sql.rows<LineRow>('select call_id, since, view from line where member_id = ?', memberId)[0];
  }
}
