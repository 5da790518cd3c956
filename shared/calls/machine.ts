/**
 * A call is the merge of a set of facts. Pure, commutative, idempotent: any order and any duplication of the
 * same facts gives the same state. Used by LiveCall (worker) and by the phone (extension), which merges the
 * device's own facts into the view that LiveCall sent (facts-of-view.ts).
 */
import type { EndReason, PartyView, Phase, Recording } from './contract.ts';
import type { EndDetail } from './end-detail.ts';
import { endsOf, FAILED } from './ends.ts';
import { type Fact, isOf } from './facts.ts';
import { FIRST_REP, type PartyId, type Responsible } from './parties.ts';
import { REJOIN_MS } from './party-presence.ts';
import { partiesOf } from './party-view.ts';
import { recordingOf } from './recording.ts';
import { isBeyondReps, lastMove, responsibleParty } from './responsible.ts';

export type EndedBy = 'rep' | 'customer' | 'carrier' | 'system' | 'admin';

export type CallState = {
  readonly phase: Phase;
  readonly openedAt?: number;
  readonly ringingAt?: number;
  readonly answeredAt?: number;
  readonly endedAt?: number;
  readonly endReason?: EndReason;
  readonly endedBy?: EndedBy;
  readonly endDetail?: EndDetail;
  /** The carrier is busy, and the request is retried. */
  readonly delayed?: boolean;
  /** Of the responsible party, like `linked` and `rejoinUntil`. */
  readonly muted: boolean;
  /** Whether the customer is on hold. */
  readonly onHold: boolean;
  /** False while the rep's own connection is being restored; the call goes on meanwhile. */
  readonly linked: boolean;
  /** Present while the customer waits for a rep who dropped out: the rep may rejoin until then. */
  readonly rejoinUntil?: number;
  readonly recording?: Recording;
  /** Everybody a fact names, in a fixed order. */
  readonly parties: readonly PartyView[];
  readonly responsible?: Responsible;
  /** While an inbound call is offered to reps: when the offer lapses. */
  readonly ringsUntil?: number;
};

const min = (times: readonly number[]): number | undefined => (times.length ? Math.min(...times) : undefined);

const timeOf = (facts: readonly Fact[], kind: Fact['kind']): number | undefined =>
  min(facts.flatMap(fact => (fact.kind === kind ? [fact.at] : [])));

/** The report of the answer may be lost; the report of the end also says how long ago the answer was. */
const pickedUpAt = (ofCustomer: readonly Fact[]): number | undefined =>
  min(
    ofCustomer.flatMap(fact =>
      fact.kind === 'leg.answered'
        ? [fact.at]
        : fact.kind === 'leg.ended' && fact.talkedMs
          ? [fact.at - fact.talkedMs]
          : [],
    ),
  );

/** True until the carrier has accepted the customer's leg. */
const isDelayed = (ofCustomer: readonly Fact[]): boolean =>
  ofCustomer.some(({ kind }) => kind === 'bring.delayed') &&
  !ofCustomer.some(({ kind }) => kind.startsWith('leg.') || kind.startsWith('room.'));

/** The state a set of facts amounts to. Duplicates (same key) may be present. */
export const merge = (facts: readonly Fact[]): CallState => {
  const ofCustomer = facts.filter(fact => isOf(fact, 'customer'));
  const arrivedAt = timeOf(facts, 'call.arrived');
  const inbound = arrivedAt !== undefined;
  const ringingAt = inbound ? arrivedAt : timeOf(ofCustomer, 'leg.ringing');
  const answeredAt = inbound ? timeOf(facts, 'call.connected') : pickedUpAt(ofCustomer);
  const givenUp = facts.some(fact => fact.kind === 'responsible.moved' && isBeyondReps(fact.to));
  const ends = endsOf(facts, { answered: answeredAt !== undefined, inbound, givenUp });
  const [end] = ends;
  const move = lastMove(facts);
  const parties = partiesOf(facts);
  const party = (id: PartyId): PartyView | undefined => parties.find(each => each.id === id);
  const { muted = false, linked = true, absentSince } = party(responsibleParty(facts) ?? FIRST_REP) ?? {};
  const waits = !end && answeredAt !== undefined && absentSince !== undefined;
  // An inbound call rings for its customer until somebody talks to them, whoever is responsible.
  const live: Phase =
    answeredAt !== undefined ? 'active' : ringingAt !== undefined ? 'ringing' : 'connecting';
  return {
    phase: facts.length === 0 ? 'idle' : !end ? live : FAILED.has(end.reason) ? 'failed' : 'ended',
    openedAt: inbound ? arrivedAt : timeOf(facts, 'dial.opened'),
    ringingAt,
    answeredAt,
    endedAt: min(ends.map(each => each.at)),
    endReason: end?.reason,
    endedBy: end?.by,
    endDetail: end?.detail,
    delayed: !end && live === 'connecting' && isDelayed(ofCustomer) ? true : undefined,
    muted,
    // Nobody is on hold in a call that is over, whether or not the carrier said so.
    onHold: !end && (party('customer')?.held ?? false),
    linked,
    rejoinUntil: waits ? absentSince + REJOIN_MS : undefined,
    recording: recordingOf(facts),
    parties,
    responsible: move?.to,
    ringsUntil: end || move?.to !== 'ringing' ? undefined : move.until,
  };
};
