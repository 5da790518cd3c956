/** What a LiveCall knows, in its own SQLite: it survives every restart, and each write is one statement. */
import type { Fact, Leg } from '../../shared/calls/machine.ts';
import { CallSid } from '../../shared/ids.ts';
import { ObjectSql } from '../object-sql.ts';
import { CALL_SCHEMA } from './call-schema.ts';
import { decisionOn } from './fact-cap.ts';
import type { Effect, EffectName, Situation } from './situation.ts';
import type { CallSpec, Legs } from './spec.ts';

export type Ticket = { readonly ticket: string; readonly expiresAt: number; readonly callSid: string | null };
type Mark = 'conference' | 'published' | 'replaced';
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
  readonly #sql: ObjectSql;
  /** Caches of what is stored. */
  #spec: CallSpec | undefined;
  #facts: readonly Fact[] | undefined;
  #legs: Legs | undefined;

  constructor(storage: DurableObjectStorage) {
    this.#sql = new ObjectSql(storage, CALL_SCHEMA);
  }

  /** Undefined for a call that was never opened. */
  spec(): CallSpec | undefined {
    if (this.#spec) return this.#spec;
    const [row] = this.#sql.rows<{ json: string }>('select json from spec');
    this.#spec = row && JSON.parse(row.json);
    return this.#spec;
  }

  open(spec: CallSpec): CallSpec {
    this.#sql.insert('insert or ignore into spec values (1, ?)', JSON.stringify(spec));
    this.addTicket(spec.ticket, spec.ticketExpiresAt);
    this.addFact({ kind: 'dial.opened', key: 'dial.opened', at: spec.openedAt });
    return spec;
  }

  facts(): readonly Fact[] {
    this.#facts ??= this.#sql
      .rows<{ json: string }>('select json from fact order by rowid')
      .map(row => JSON.parse(row.json));
    return this.#facts;
  }

  /** A fact whose key is already stored changes nothing. */
  addFact(fact: Fact): void {
    const decision = decisionOn(this.facts(), fact);
    if (decision.kind === 'ignored') return;
    this.#facts = undefined;
    if (decision.kind === 'replaces') {
      this.#sql.rows('delete from fact where key = ?', decision.key);
      this.setMark('replaced', String(this.replaced() + 1));
    }
    this.#sql.insert('insert or ignore into fact values (?, ?)', fact.key, JSON.stringify(fact));
  }

  /** The rep's legs are in the order of their admission. */
  legs(): Legs {
    this.#legs ??= this.#readLegs();
    return this.#legs;
  }

  #readLegs(): Legs {
    const rep: CallSid[] = [];
    let customer: CallSid | undefined;
    for (const row of this.#sql.rows<{ kind: Leg; call_sid: string }>(
      'select kind, call_sid from call_leg order by rowid',
    )) {
      const callSid = CallSid.parse(row.call_sid);
      if (row.kind === 'rep') rep.push(callSid);
      else customer ??= callSid;
    }
    return { rep, customer };
  }

  /** The first customer leg stays the customer leg. */
  addLeg(kind: Leg, callSid: CallSid): void {
    if (kind === 'customer' && this.legs().customer) return;
    this.#legs = undefined;
    this.#sql.insert('insert or ignore into call_leg values (?, ?)', callSid, kind);
  }

  addTicket(ticket: string, expiresAt: number): void {
    this.#sql.insert('insert or ignore into ticket values (?, ?, null)', ticket, expiresAt);
  }

  ticket(ticket: string): Ticket | undefined {
    const [row] = this.#sql.rows<TicketRow>('select * from ticket where ticket = ?', ticket);
    return row && ticketOf(row);
  }

  /** A ticket that is unused and not expired. */
  openTicket(now: number): Ticket | undefined {
    const [row] = this.#sql.rows<TicketRow>(
      'select * from ticket where call_sid is null and expires_at > ?',
      now,
    );
    return row && ticketOf(row);
  }

  useTicket(ticket: string, callSid: CallSid): void {
    this.#sql.rows('update ticket set call_sid = ? where ticket = ?', callSid, ticket);
  }

  effects(): Partial<Record<EffectName, Effect>> {
    const effects: Partial<Record<EffectName, Effect>> = {};
    const rows = this.#sql.rows<{ name: EffectName; state: Effect['state']; tries: number; at: number }>(
      'select name, state, tries, at from effect',
    );
    for (const { name, ...effect } of rows) effects[name] = effect;
    return effects;
  }

  /** Writes the intent row before the request is sent. A hold removes an earlier unhold's row, and vice versa. */
  intend(name: EffectName, now: number): void {
    const undone = UNDOES[name];
    if (undone) this.#sql.rows('delete from effect where name = ?', undone);
    this.#sql.insert(
      `insert into effect values (?, 'sent', 1, ?)
       on conflict (name) do update set state = 'sent', tries = tries + 1, at = excluded.at`,
      name,
      now,
    );
  }

  settle(name: EffectName, state: Effect['state']): void {
    this.#sql.rows('update effect set state = ? where name = ?', state, name);
  }

  mark(name: Mark): string | undefined {
    return this.#sql.rows<{ value: string }>('select value from mark where name = ?', name)[0]?.value;
  }

  setMark(name: Mark, value: string): void {
    this.#sql.insert('insert or replace into mark values (?, ?)', name, value);
  }

  /** How many facts were replaced by later ones. The version counts them too; otherwise it would not grow. */
  replaced(): number {
    return Number(this.mark('replaced') ?? 0);
  }

  /** The last version that was sent to the record and to the phone. */
  published(): number {
    return Number(this.mark('published') ?? 0);
  }

  setPublished(version: number): void {
    if (version > this.published()) this.setMark('published', String(version));
  }

  async forget(): Promise<void> {
    await this.#sql.forget();
    this.#spec = undefined;
    this.#facts = undefined;
    this.#legs = undefined;
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
}
