/** What the calls of a day cost, as far as the carrier has reported it, in the Switchboard's own SQLite. */
import type { Spend } from '../../shared/workspace/spend.ts';
import type { ObjectSql } from '../object-sql.ts';

/** What is known of a call's price so far: its legs are priced one after the other. */
export type Price = {
  /** The legs for which the carrier has reported a price. */
  readonly legs: readonly (Spend & { readonly leg: string })[];
  /** Whether every leg has its price. */
  readonly isComplete: boolean;
};

type CallRow = { day: string; member_id: string; spend_micros: number };
type Owner = Pick<CallRow, 'day' | 'member_id'>;

export class SpendMemory {
  readonly #sql: ObjectSql;

  constructor(sql: ObjectSql) {
    this.#sql = sql;
  }

  /** Adds the new part of a call's price to the day the call began. Each leg counts once, in its own currency. */
  hear(id: string, { legs, isComplete }: Price): void {
    const [call] = this.#sql.rows<CallRow>(
      'select day, member_id, spend_micros from used_call where id = ?',
      id,
    );
    if (!call) return;
    const [first] = legs;
    // An earlier release counted the call as a whole: that sum is taken off, and the price is counted again by leg.
    if (first && call.spend_micros > 0) this.#count(call, first.currency, -call.spend_micros);
    this.#sql.rows(
      'update used_call set spend_micros = case when ?1 then 0 else spend_micros end, is_priced = max(is_priced, ?2) where id = ?3',
      first ? 1 : 0,
      isComplete ? 1 : 0,
      id,
    );
    for (const { leg, currency, micros } of legs)
      if (this.#isNew(id, leg, currency, micros)) this.#count(call, currency, micros);
  }

  #isNew(id: string, leg: string, currency: string, micros: number): boolean {
    const added = this.#sql.rows(
      'insert into used_leg values (?, ?, ?, ?) on conflict do nothing returning leg',
      id,
      leg,
      currency,
      micros,
    );
    return added.length > 0;
  }

  #count({ day, member_id }: Owner, currency: string, micros: number): void {
    this.#sql.insert(
      `insert into used_spend values (?, ?, ?, ?)
       on conflict (day, member_id, currency) do update set micros = micros + excluded.micros`,
      day,
      member_id,
      currency,
      micros,
    );
  }

  /** The sums of a day by member, one for each currency. */
  of(day: string): ReadonlyMap<string, Spend[]> {
    const rows = this.#sql.rows<{ member_id: string } & Spend>(
      'select member_id, currency, micros from used_spend where day = ? order by currency',
      day,
    );
    const spent = new Map<string, Spend[]>();
    for (const { member_id, currency, micros } of rows)
      spent.set(member_id, [...(spent.get(member_id) ?? []), { currency, micros }]);
    return spent;
  }

  /** How many calls of a day have no price, or only a part of it. */
  unpriced(day: string): number {
    return (
      this.#sql.rows<{ n: number }>(
        'select count(*) as n from used_call where day = ? and is_priced = 0',
        day,
      )[0]?.n ?? 0
    );
  }

  forgetBefore(day: string): void {
    this.#sql.rows("delete from used_spend where day < date(?, '-1 day')", day);
    this.#sql.rows('delete from used_leg where call_id not in (select id from used_call)');
  }
}
