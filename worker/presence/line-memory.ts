/** A workspace's lines, dial keys and socket tickets, in the Switchboard's own SQLite. */
import * as z from 'zod';
import { CallView, Phase } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/phase.ts';
import { CallId, MemberId, newId, SessionId } from '../../shared/ids.ts';
import type { Budget, UsedUp } from '../../shared/workspace/limits.ts';
import type { ObjectSql } from '../object-sql.ts';
import { randomBytes } from '../platform.ts';
import type { UsageMemory } from './usage-memory.ts';

// A claim opens its call within this time or never: LiveCall refuses it afterwards. No phone waits longer for a dial.
const OPEN_WITHIN_MS = 20_000;
/** A claim without a call is cancelled after this. Longer than OPEN_WITHIN_MS, because the objects' clocks differ. */
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

/** The outcome of claiming a line. The same key always gets the same call. */
export type Claim =
  | { readonly kind: 'yours'; readonly callId: CallId; readonly openBefore: number }
  /** The account's limit of calls under way is reached. */
  | { readonly kind: 'full' }
  /** One of today's limits is reached. */
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
      // A key without a line belongs to a call that was opened and is over.
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

  /** Lines that carry a call, or are about to. A line whose call was never opened counts only for a short time. */
  busyLines(now: number): number {
    const lines = this.#sql.rows<LineRow>('select call_id, since, view from line');
    return lines.filter(({ since, view }) => {
      if (view === null) return now - since < UNOPENED_MS;
      const phase = stored(StoredPhase, view)?.phase;
      return phase === undefined ? now - since < LONGEST_CALL_MS : !isOver(phase);
    }).length;
  }

  /** Takes the line for an inbound call. Undefined if done; otherwise the other call that holds it. */
  take(memberId: MemberId, callId: CallId, now: number): { readonly callId: CallId } | undefined {
    const line = this.#line(memberId);
    if (line) return line.call_id === callId ? undefined : { callId: CallId.parse(line.call_id) };
    this.#sql.insert('insert into line (member_id, call_id, since) values (?, ?, ?)', memberId, callId, now);
    return undefined;
  }

  /** Until when this member has a call if nothing more is heard of it: Infinity for a live call, 0 without one. */
  busyUntil(memberId: MemberId): number {
    const line = this.#line(memberId);
    if (!line) return 0;
    if (line.view === null) return line.since + UNOPENED_MS;
    const phase = stored(StoredPhase, line.view)?.phase;
    if (phase === undefined) return line.since + LONGEST_CALL_MS;
    return isOver(phase) ? 0 : Number.POSITIVE_INFINITY;
  }

  release(memberId: MemberId, callId: CallId): void {
    this.#sql.rows('delete from line where member_id = ? and call_id = ?', memberId, callId);
  }

  /**
   * Cancels a claim whose call was never opened: nothing rang, so it does not count, and a late repetition of its
   * dial claims a line like any other dial instead of opening a second call.
   */
  cancelClaim(memberId: MemberId, callId: CallId): void {
    this.release(memberId, callId);
    this.#sql.rows('delete from dial_key where member_id = ? and call_id = ?', memberId, callId);
    this.#usage.cancelClaim(callId);
  }

  /** Whether this version is newer than what the line already shows. */
  isNews(memberId: MemberId, view: CallView): boolean {
    const line = this.#line(memberId);
    if (line?.call_id !== view.id || line.view === null) return true;
    return (stored(StoredVersion, line.view)?.version ?? 0) < view.version;
  }

  /** Stores the view in its call's line. False if the line already shows this version or a newer one. */
  show(memberId: MemberId, view: CallView): boolean {
    if (this.#line(memberId)?.call_id !== view.id) return true;
    if (!this.isNews(memberId, view)) return false;
    this.#sql.rows('update line set view = ? where member_id = ?', JSON.stringify(view), memberId);
    return true;
  }

  /** The call that holds this member's line, whether it has been opened yet or not. */
  lineOf(memberId: MemberId): CallId | undefined {
    const line = this.#line(memberId);
    return line && CallId.parse(line.call_id);
  }

  /** The member's live call, if any. Without a view if another release stored one that cannot be read here. */
  shown(memberId: MemberId): { callId: CallId; view: CallView | undefined } | undefined {
    const line = this.#line(memberId);
    return line?.view ? { callId: CallId.parse(line.call_id), view: stored(CallView, line.view) } : undefined;
  }

  addTicket(secret: string, memberId: MemberId, sessionId: SessionId, now: number, expiresAt: number): void {
    this.#sql.rows('delete from ticket where expires_at <= ?', now);
    this.#sql.insert('insert into ticket values (?, ?, ?, ?)', secret, memberId, sessionId, expiresAt);
  }

  /** Uses up a ticket and returns its owner; undefined for an unknown or expired ticket. */
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
