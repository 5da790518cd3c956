/** What a LiveCall knows, in its own SQLite: it survives every restart, and each write is one statement. */
import type { Fact, Leg } from '../../shared/calls/machine.ts';
import { CallSid } from '../../shared/ids.ts';
import type { Effect, EffectName, Situation } from './situation.ts';
import type { CallSpec, Legs } from './spec.ts';

const SCHEMA = `
  create table if not exists spec (id integer primary key check (id = 1), schema_version integer not null, json text not null);
  create table if not exists fact (key text primary key, json text not null);
  create table if not exists call_leg (call_sid text primary key, kind text not null);
  create table if not exists ticket (ticket text primary key, expires_at integer not null, call_sid text);
  create table if not exists effect (name text primary key, state text not null, tries integer not null, at integer not null);
  create table if not exists mark (name text primary key, value text not null);
`;

// Raised whenever what is stored changes its form. A call that was opened under an older one is carried over.
const SCHEMA_VERSION = 2;

export type Ticket = { readonly ticket: string; readonly expiresAt: number; readonly callSid: string | null };
type Mark = 'conference' | 'published';
type TicketRow = { ticket: string; expires_at: number; call_sid: string | null };

const ticketOf = (row: TicketRow): Ticket => ({
  ticket: row.ticket,
  expiresAt: row.expires_at,
  callSid: row.call_sid,
});

const UNDOES: Partial<Record<EffectName, EffectName>> = {
  'hold.customer': 'unhold.customer',
  'unhold.customer': 'hold.customer',
};

export class CallMemory {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Undefined for a call that was never opened. Reading leaves no trace, so a guessed id costs no storage. */
  spec(): CallSpec | undefined {
    if (this.#sql.exec("select 1 from sqlite_master where name = 'spec'").toArray().length === 0)
      return undefined;
    const row = this.#sql
      .exec<{ schema_version: number; json: string }>('select schema_version, json from spec')
      .toArray()[0];
    if (!row) return undefined;
    const spec: CallSpec = JSON.parse(row.json);
    if (row.schema_version < SCHEMA_VERSION) this.#carryOver(spec);
    return spec;
  }

  open(spec: CallSpec): void {
    this.#sql.exec(SCHEMA);
    this.#sql.exec('insert or ignore into spec values (1, ?, ?)', SCHEMA_VERSION, JSON.stringify(spec));
    this.addTicket(spec.ticket, spec.ticketExpiresAt);
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

  /** The rep's in the order of their admission. */
  legs(): Legs {
    const rep: CallSid[] = [];
    let customer: CallSid | undefined;
    for (const row of this.#sql
      .exec<{ kind: Leg; call_sid: string }>('select kind, call_sid from call_leg order by rowid')
      .toArray()) {
      const callSid = CallSid.parse(row.call_sid);
      if (row.kind === 'rep') rep.push(callSid);
      else customer ??= callSid;
    }
    return { rep, customer };
  }

  /** The first customer stays the customer. */
  addLeg(kind: Leg, callSid: CallSid): void {
    if (kind === 'customer' && this.legs().customer) return;
    this.#sql.exec('insert or ignore into call_leg values (?, ?)', callSid, kind);
  }

  addTicket(ticket: string, expiresAt: number): void {
    this.#sql.exec('insert or ignore into ticket values (?, ?, null)', ticket, expiresAt);
  }

  ticket(ticket: string): Ticket | undefined {
    const row = this.#sql.exec<TicketRow>('select * from ticket where ticket = ?', ticket).toArray()[0];
    return row && ticketOf(row);
  }

  /** A ticket that nobody used yet. */
  openTicket(now: number): Ticket | undefined {
    const row = this.#sql
      .exec<TicketRow>('select * from ticket where call_sid is null and expires_at > ?', now)
      .toArray()[0];
    return row && ticketOf(row);
  }

  useTicket(ticket: string, callSid: CallSid): void {
    this.#sql.exec('update ticket set call_sid = ? where ticket = ?', callSid, ticket);
  }

  effects(): Partial<Record<EffectName, Effect>> {
    const effects: Partial<Record<EffectName, Effect>> = {};
    const rows = this.#sql.exec<{ name: EffectName; state: Effect['state']; tries: number; at: number }>(
      'select name, state, tries, at from effect',
    );
    for (const { name, ...effect } of rows.toArray()) effects[name] = effect;
    return effects;
  }

  /** The intent row, before the request leaves. To hold undoes having taken back, and the other way round. */
  intend(name: EffectName, now: number): void {
    const undone = UNDOES[name];
    if (undone) this.#sql.exec('delete from effect where name = ?', undone);
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
      isRecorded: spec.recordingNotice !== undefined,
      effects: this.effects(),
    };
  }

  #carryOver(spec: CallSpec): void {
    this.#sql.exec(SCHEMA);
    this.#sql.exec('insert or ignore into call_leg select call_sid, kind from leg order by kind desc');
    this.#sql.exec(
      `insert or ignore into ticket values (?, ?, (select call_sid from leg where kind = 'rep'))`,
      spec.ticket,
      spec.ticketExpiresAt,
    );
    this.#sql.exec('update spec set schema_version = ?', SCHEMA_VERSION);
  }
}
