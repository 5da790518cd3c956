/** What a LiveCall knows, in its own SQLite: it survives every restart, and each write is one statement. */
import type { Fact, Leg } from '../../shared/calls/machine.ts';
import { CallSid } from '../../shared/ids.ts';
import type { Effect, EffectName, Situation } from './next-steps.ts';
import type { CallSpec } from './spec.ts';

const SCHEMA = `
  create table if not exists spec (id integer primary key check (id = 1), schema_version integer not null, json text not null);
  create table if not exists fact (key text primary key, json text not null);
  create table if not exists leg (kind text primary key, call_sid text not null);
  create table if not exists effect (name text primary key, state text not null, tries integer not null, at integer not null);
  create table if not exists mark (name text primary key, value text not null);
`;

export type Legs = Partial<Record<Leg, CallSid>>;
type Mark = 'conference' | 'published';

export class CallMemory {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Undefined for a call that was never opened. Reading leaves no trace, so a guessed id costs no storage. */
  spec(): CallSpec | undefined {
    if (this.#sql.exec("select 1 from sqlite_master where name = 'spec'").toArray().length === 0)
      return undefined;
    const row = this.#sql.exec<{ json: string }>('select json from spec').toArray()[0];
    return row && JSON.parse(row.json);
  }

  open(spec: CallSpec): void {
    this.#sql.exec(SCHEMA);
    this.#sql.exec('insert or ignore into spec values (1, 1, ?)', JSON.stringify(spec));
    this.addFact({ kind: 'dial.opened', key: 'dial.opened', at: spec.openedAt });
  }

  facts(): readonly Fact[] {
    return this.#sql
      .exec<{ json: string }>('select json from fact')
      .toArray()
      .map(row => JSON.parse(row.json));
  }

  /** A fact already known stays as it was. */
  addFact(fact: Fact): void {
    this.#sql.exec('insert or ignore into fact values (?, ?)', fact.key, JSON.stringify(fact));
  }

  legs(): Legs {
    const legs: Legs = {};
    for (const row of this.#sql
      .exec<{ kind: Leg; call_sid: string }>('select kind, call_sid from leg')
      .toArray())
      legs[row.kind] = CallSid.parse(row.call_sid);
    return legs;
  }

  /** The first SID of a kind stays. */
  addLeg(kind: Leg, callSid: CallSid): void {
    this.#sql.exec('insert or ignore into leg values (?, ?)', kind, callSid);
  }

  effects(): Partial<Record<EffectName, Effect>> {
    const effects: Partial<Record<EffectName, Effect>> = {};
    const rows = this.#sql.exec<{ name: EffectName; state: Effect['state']; tries: number; at: number }>(
      'select name, state, tries, at from effect',
    );
    for (const { name, ...effect } of rows.toArray()) effects[name] = effect;
    return effects;
  }

  /** The intent row, before the request leaves. */
  intend(name: EffectName, now: number): void {
    this.#sql.exec(
      `insert into effect values (?, 'sent', 1, ?)
       on conflict (name) do update set state = 'sent', tries = tries + 1, at = excluded.at`,
      name,
      now,
    );
  }

  settle(name: EffectName, state: Effect['state']): void {
    this.#sql.exec('update effect set state = ? where name = ?', state, name);
  }

  mark(name: Mark): string | undefined {
    return this.#sql.exec<{ value: string }>('select value from mark where name = ?', name).toArray()[0]
      ?.value;
  }

  setMark(name: Mark, value: string): void {
    this.#sql.exec('insert or replace into mark values (?, ?)', name, value);
  }

  /** What was told to the record and to the phone, so far. */
  published(): number {
    return Number(this.mark('published') ?? 0);
  }

  setPublished(version: number): void {
    if (version > this.published()) this.setMark('published', String(version));
  }

  situation(spec: CallSpec): Situation {
    return {
      facts: this.facts(),
      legs: this.legs(),
      conferenceSid: this.mark('conference'),
      ticketExpiresAt: spec.ticketExpiresAt,
      effects: this.effects(),
    };
  }
}
