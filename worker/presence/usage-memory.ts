/** How much a workspace has called today, in the Switchboard's own SQLite: counted where the line is claimed. */
import type { CallView } from '../../shared/calls/contract.ts';
import { isOver, talkMs } from '../../shared/calls/phase.ts';
import type { MemberId } from '../../shared/ids.ts';
import {
  addUsed,
  type Budget,
  NOTHING_USED,
  type Used,
  type UsedUp,
  usedUp,
} from '../../shared/workspace/limits.ts';
import type { ObjectSql } from '../object-sql.ts';
import { SpendMemory } from './spend-memory.ts';

// No call lasts longer (the carrier's limit): a call whose end is never reported counts as at most this much talk
// time.
const LONGEST_MS = 4 * 60 * 60_000;
const MINUTE_MS = 60_000;

/** Stands in for the member id in the usage of forwarded calls, which no member takes. */
export const FORWARDED = 'forwarded';
export type Caller = MemberId | typeof FORWARDED;

type Sum = { readonly member_id: string; readonly calls: number; readonly talk_ms: number };

export class UsageMemory {
  readonly #sql: ObjectSql;
  readonly spend: SpendMemory;

  constructor(sql: ObjectSql) {
    this.#sql = sql;
    this.spend = new SpendMemory(sql);
  }

  /** Why no further call may begin; undefined if one may. Forwarded calls count for the workspace only. */
  usedUp({ day, limits }: Budget, caller: Caller, now: number): UsedUp | undefined {
    const used = this.used(day, now);
    const own = caller === FORWARDED ? NOTHING_USED : (used.get(caller) ?? NOTHING_USED);
    return usedUp(limits, own, addUsed([...used.values()]));
  }

  /** Counts a call that begins. False if it is already counted. */
  begin(id: string, caller: Caller, day: string): boolean {
    if (this.#isCounted(id)) return false;
    if (!this.#hasBegun(day)) this.#forgetBefore(day);
    this.#sql.insert('insert into used_call (id, member_id, day) values (?, ?, ?)', id, caller, day);
    this.#add(day, caller, 1, 0);
    return true;
  }

  /** Stops counting a call that never took place. A call that was answered, or is over, stays counted. */
  cancelClaim(id: string): void {
    const [call] = this.#sql.rows<{ day: string; member_id: string }>(
      'delete from used_call where id = ? and is_over = 0 and answered_at is null returning day, member_id',
      id,
    );
    if (call) this.#add(call.day, call.member_id, -1, 0);
  }

  /** Counts a forwarded call, unless a limit is reached. It counts as talk time until its end is reported. */
  claimForward(callSid: string, budget: Budget, now: number): UsedUp | undefined {
    const usedUp = this.#isCounted(callSid) ? undefined : this.usedUp(budget, FORWARDED, now);
    if (!usedUp && this.begin(callSid, FORWARDED, budget.day)) this.answer(callSid, now);
    return usedUp;
  }

  /** Takes LiveCall's news of a call. Older news, and news of a call that is over, change nothing. */
  hear(view: CallView): void {
    if (isOver(view.phase)) this.end(view.id, talkMs(view, view.endedAt ?? 0));
    else if (view.answeredAt !== undefined) this.answer(view.id, view.answeredAt);
  }

  answer(id: string, at: number): void {
    this.#sql.rows(
      'update used_call set answered_at = ? where id = ? and is_over = 0 and answered_at is null',
      at,
      id,
    );
  }

  end(id: string, talkedMs: number): void {
    const [call] = this.#sql.rows<{ day: string; member_id: string }>(
      'update used_call set is_over = 1 where id = ? and is_over = 0 returning day, member_id',
      id,
    );
    // The carrier bills every started minute.
    if (call) this.#add(call.day, call.member_id, 0, Math.ceil(talkedMs / MINUTE_MS) * MINUTE_MS);
  }

  /** A day's usage by member: ended calls, calls under way until now, and the prices that are known. */
  used(day: string, now: number): ReadonlyMap<string, Used> {
    const sums = this.#sql.rows<Sum>(
      `select member_id, sum(calls) as calls, sum(talk_ms) as talk_ms from (
         select member_id, calls, talk_ms from used_day where day = ?1
         union all
         select member_id, 0, min(max(?2 - answered_at, 0), ?3) from used_call
           where day = ?1 and is_over = 0 and answered_at is not null)
       group by member_id`,
      day,
      now,
      LONGEST_MS,
    );
    const spent = this.spend.of(day);
    return new Map(
      sums.map(({ member_id, calls, talk_ms }) => [
        member_id,
        { calls, minutes: talk_ms / MINUTE_MS, spend: spent.get(member_id) ?? [] },
      ]),
    );
  }

  #hasBegun(day: string): boolean {
    return this.#sql.rows('select 1 as one from used_day where day = ? limit 1', day).length > 0;
  }

  /** Runs once a day, because it reads every call of the two days before. */
  #forgetBefore(day: string): void {
    this.#sql.rows("delete from used_call where day < date(?, '-1 day')", day);
    this.#sql.rows("delete from used_day where day < date(?, '-1 day')", day);
    this.spend.forgetBefore(day);
  }

  #isCounted(id: string): boolean {
    return this.#sql.rows('select 1 as one from used_call where id = ?', id).length > 0;
  }

  #add(day: string, caller: string, calls: number, ms: number): void {
    this.#sql.insert(
      `insert into used_day values (?, ?, ?, ?)
       on conflict (day, member_id) do update set calls = calls + excluded.calls, talk_ms = talk_ms + excluded.talk_ms`,
      day,
      caller,
      calls,
      ms,
    );
  }
}
