/** What the calls of a day cost, as far as the carrier has told, in the Switchboard's own SQLite. */
import type { Spend } from '../../shared/workspace/spend.ts';
import type { ObjectSql } from '../object-sql.ts';

/** What is known of a call's price. It only grows: its legs are priced one after the other. */
export type Price = {
  /** Absent while the carrier has told nothing. */
  readonly spend?: Spend | undefined;
  /** Whether every leg has its price. */
  readonly isComplete: boolean;
};

type CallRow = { day: string; member_id: string; spend_micros: number };

export class SpendMemory {
  readonly #sql: ObjectSql;

  constructor(sql: ObjectSql) {
    this.#sql = sql;
  }

  /** Counts what is new of a call's price, to the day the call began. */
  hear(id: string, { spend, isComplete }: Price): void {
    const [call] = this.#sql.rows<CallRow>(
      'select day, member_id, spend_micros from used_call where id = ?',
      id,
    );
    if (!call) return;
    const more = Math.max(0, (spend?.micros ?? 0) - call.spend_micros);
    this.#sql.rows(
      'update used_call set spend_micros = spend_micros + ?, is_priced = ? where id = ?',
      more,
      isComplete ? 1 : 0,
      id,
    );
    if (!spend) return;
    this.#sql.insert(
      `insert into used_spend values (?, ?, ?, ?)
       on conflict (day, member_id, currency) do update set micros = micros + excluded.micros`,
      call.day,
      call.member_id,
      spend.currency,
      more,
    );
  }

  /** By member, the sums of a day: one for each currency. */
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

  /** How many calls of a day have no price, or not all of it. */
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
  }
}
