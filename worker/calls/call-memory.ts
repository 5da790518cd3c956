/** What a LiveCall knows, in its own SQLite: it survives every restart, and each write is one statement. */
import type { Fact } from '../../shared/calls/facts.ts';
import { FIRST_REP, isTelephone, PartyId } from '../../shared/calls/parties.ts';
import { CallSid } from '../../shared/ids.ts';
import { ObjectSql } from '../object-sql.ts';
import { CALL_SCHEMA } from './call-schema.ts';
import { decisionOn } from './fact-cap.ts';
import { firstFacts } from './first-facts.ts';
import { type Leg, legsOf } from './legs.ts';
import type { CallSpec } from './spec.ts';
import type { Effect, EffectName, Situation } from './steps/situation.ts';

/** What admits one leg of a party to the room. `callSid`: the leg it admitted. */
export type Ticket = {
  readonly ticket: string;
  readonly party: PartyId;
  readonly expiresAt: number;
  readonly callSid: string | null;
};
type Mark = 'conference' | 'published' | 'replaced';
type TicketRow = { ticket: string; party: string; expires_at: number; call_sid: string | null };

const ticketOf = (row: TicketRow): Ticket => ({
  ticket: row.ticket,
  party: PartyId.parse(row.party),
  expiresAt: row.expires_at,
  callSid: row.call_sid,
});

/** A hold undoes an earlier unhold of the same party, and vice versa. */
const undoneBy = (name: EffectName): string | undefined => {
  const [act, of] = name.split('/');
  return act === 'hold' ? `unhold/${of}` : act === 'unhold' ? `hold/${of}` : undefined;
};

export class CallMemory {
  readonly #sql: ObjectSql;
  /** Caches of what is stored. */
  #spec: CallSpec | undefined;
  #facts: readonly Fact[] | undefined;
  #legs: readonly Leg[] | undefined;

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
    if (spec.direction === 'inbound') this.addLeg('customer', spec.customerSid);
    else this.addTicket(spec.ticket, FIRST_REP, spec.ticketExpiresAt);
    for (const fact of firstFacts(spec)) this.addFact(fact);
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

  /** In the order in which they became known. */
  legs(): readonly Leg[] {
    this.#legs ??= this.#sql
      .rows<{ party: string; call_sid: string }>('select party, call_sid from call_leg order by rowid')
      .map(row => ({ party: PartyId.parse(row.party), callSid: CallSid.parse(row.call_sid) }));
    return this.#legs;
  }

  /** A telephone is called once, so the first leg of a party who is called stays its leg. */
  addLeg(party: PartyId, callSid: CallSid): void {
    if (isTelephone(party) && legsOf(this.legs(), party).length > 0) return;
    this.#legs = undefined;
    this.#sql.insert('insert or ignore into call_leg (call_sid, party) values (?, ?)', callSid, party);
  }

  addTicket(ticket: string, party: PartyId, expiresAt: number): void {
    this.#sql.insert(
      'insert or ignore into ticket (ticket, party, expires_at) values (?, ?, ?)',
      ticket,
      party,
      expiresAt,
    );
  }

  ticket(ticket: string): Ticket | undefined {
    const [row] = this.#sql.rows<TicketRow>('select * from ticket where ticket = ?', ticket);
    return row && ticketOf(row);
  }

  /** A ticket for this party that is unused and not expired. */
  openTicket(party: PartyId, now: number): Ticket | undefined {
    const [row] = this.#sql.rows<TicketRow>(
      'select * from ticket where party = ? and call_sid is null and expires_at > ?',
      party,
      now,
    );
    return row && ticketOf(row);
  }

  /** The ticket that was issued to this party last, used or not. */
  lastTicket(party: PartyId): Ticket | undefined {
    const [row] = this.#sql.rows<TicketRow>(
      'select * from ticket where party = ? order by rowid desc limit 1',
      party,
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

  /** Writes the intent row before the request is sent. */
  intend(name: EffectName, now: number): void {
    const undone = undoneBy(name);
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
      ...(spec.direction === 'inbound'
        ? { next: spec.next.kind }
        : { ticketExpiresAt: spec.ticketExpiresAt }),
      isRecorded: spec.recordingNotice !== undefined,
      effects: this.effects(),
    };
  }
}
