/** The inbound calls that are offered to reps, and whom each rings, in the Switchboard's own SQLite. */
import * as z from 'zod';
import { CallView } from '../../shared/calls/contract.ts';
import { CallId, MemberId } from '../../shared/ids.ts';
import { OfferEnd } from '../../shared/incoming/offer.ts';
import type { ObjectSql } from '../object-sql.ts';

type Why = OfferEnd['why'];

export type StoredOffer = {
  readonly callId: CallId;
  /** Undefined if another release stored a view that cannot be read here. */
  readonly view: CallView | undefined;
  readonly version: number;
  /** When the offer lapses, milliseconds UTC. */
  readonly until: number;
  readonly takenBy: MemberId | undefined;
  readonly takenName: string | undefined;
  /** Why it is no longer offered; undefined while it is, also between a rep's answer and LiveCall's confirmation. */
  readonly why: Why | undefined;
};

type Row = {
  call_id: string;
  view: string;
  version: number;
  until: number;
  taken_by: string | null;
  taken_name: string | null;
  why: string | null;
};

const State = z.enum(['ringing', 'declined', 'told']);
type State = z.infer<typeof State>;

const offerOf = (row: Row): StoredOffer => ({
  callId: CallId.parse(row.call_id),
  view: CallView.safeParse(JSON.parse(row.view)).data,
  version: row.version,
  until: row.until,
  takenBy: row.taken_by === null ? undefined : MemberId.parse(row.taken_by),
  takenName: row.taken_name ?? undefined,
  why: row.why === null ? undefined : OfferEnd.shape.why.parse(row.why),
});

/** An offer that is over is kept this long, for a rep who answers too late. */
const KEPT_MS = 60 * 60_000;

export class OfferMemory {
  readonly #sql: ObjectSql;

  constructor(sql: ObjectSql) {
    this.#sql = sql;
  }

  of(callId: CallId): StoredOffer | undefined {
    const [row] = this.#sql.rows<Row>('select * from offer where call_id = ?', callId);
    return row && offerOf(row);
  }

  /** The calls that reps may answer now. */
  open(): readonly StoredOffer[] {
    return this.#sql
      .rows<Row>('select * from offer where why is null and taken_by is null order by until')
      .map(offerOf);
  }

  /** Offers a call, for the first time or again. Who declined it before is not rung again. */
  offer(view: CallView, until: number, now: number): void {
    this.#sql.rows('delete from offer where until < ?', now - KEPT_MS);
    this.#sql.rows('delete from offer_member where call_id not in (select call_id from offer)');
    this.#sql.insert(
      `insert into offer (call_id, view, version, until) values (?1, ?2, ?3, ?4)
       on conflict (call_id) do update set view = ?2, version = ?3, until = ?4, taken_by = null, taken_name = null,
         why = null`,
      view.id,
      JSON.stringify(view),
      view.version,
      until,
    );
    this.#forgetTold(view.id);
  }

  show({ id, version, ...view }: CallView): void {
    const json = JSON.stringify({ id, version, ...view });
    this.#sql.rows('update offer set view = ?, version = ? where call_id = ?', json, version, id);
  }

  take(callId: CallId, memberId: MemberId, name: string | null): void {
    this.#sql.rows('update offer set taken_by = ?, taken_name = ? where call_id = ?', memberId, name, callId);
  }

  giveBack(callId: CallId): void {
    this.#sql.rows('update offer set taken_by = null, taken_name = null where call_id = ?', callId);
    this.#forgetTold(callId);
  }

  close(callId: CallId, why: Why): void {
    this.#sql.rows('update offer set why = coalesce(why, ?) where call_id = ?', why, callId);
  }

  /** Whom this call rings, or what else is known of a member and the call. */
  members(callId: CallId): ReadonlyMap<MemberId, State> {
    const rows = this.#sql.rows<{ member_id: string; state: string }>(
      'select member_id, state from offer_member where call_id = ?',
      callId,
    );
    return new Map(rows.map(({ member_id, state }) => [MemberId.parse(member_id), State.parse(state)]));
  }

  set(callId: CallId, memberId: MemberId, state: State): void {
    this.#sql.insert('insert or replace into offer_member values (?, ?, ?)', callId, memberId, state);
  }

  forget(callId: CallId, memberId: MemberId): void {
    this.#sql.rows('delete from offer_member where call_id = ? and member_id = ?', callId, memberId);
  }

  #forgetTold(callId: CallId): void {
    this.#sql.rows("delete from offer_member where call_id = ? and state = 'told'", callId);
  }
}
