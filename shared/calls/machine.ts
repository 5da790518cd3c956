/**
 * A call is the merge of a set of facts. Pure, commutative, idempotent: any order and any duplication of the
 * same facts gives the same state. Used by LiveCall (worker) and by the phone (extension), which merges the
 * device's own facts into the view that LiveCall sent (facts-of-view.ts).
 */
import type { EndReason, PartyView, Phase, Recording } from './contract.ts';
import type { EndDetail } from './end-detail.ts';
import { type Fact, isOf, type LegEnd } from './facts.ts';
import { FIRST_REP, type PartyId, type Responsible } from './parties.ts';
import { REJOIN_MS } from './party-presence.ts';
import { partiesOf } from './party-view.ts';
import { recordingOf } from './recording.ts';
import { responsibleOf, responsibleParty } from './responsible.ts';

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
};

const min = (times: readonly number[]): number | undefined => (times.length ? Math.min(...times) : undefined);

const INVALID_NUMBER_SIP = new Set([404, 410, 484, 604]);
const REJECTED_SIP = new Set([603, 607, 608]);
const FAILED = new Set<EndReason>([
  'invalid_number',
  'blocked_compliance',
  'carrier_error',
  'network_error',
  'permission_denied',
  'abandoned',
]);

const legEndReason = (how: LegEnd, sipCode: number | undefined): EndReason => {
  if (how === 'completed') return 'completed';
  if (sipCode !== undefined && REJECTED_SIP.has(sipCode)) return 'rejected';
  if (how === 'busy') return 'busy';
  if (how === 'no-answer') return 'no_answer';
  if (how === 'canceled') return 'canceled';
  return sipCode !== undefined && INVALID_NUMBER_SIP.has(sipCode) ? 'invalid_number' : 'carrier_error';
};

const REQUEST_TERMINATED = 487;

const isOwnCancel = ({ how, sipCode }: { readonly how: LegEnd; readonly sipCode?: number }): boolean =>
  how === 'no-answer' && (sipCode === undefined || sipCode === REQUEST_TERMINATED);

type End = {
  readonly priority: number;
  readonly at: number;
  readonly reason: EndReason;
  readonly detail?: EndDetail;
  readonly by: EndedBy;
};

/** The end a fact implies, if any. The end with the lowest `priority` wins: the network's verdict beats a hang-up. */
const endOf = (fact: Fact, answered: boolean): End | undefined => {
  switch (fact.kind) {
    case 'bring.refused':
      if (fact.party !== 'customer') return undefined;
      return { priority: 0, at: fact.at, reason: fact.reason, detail: fact.detail, by: 'carrier' };
    case 'leg.ended': {
      if (fact.party !== 'customer') return undefined;
      const reason = legEndReason(fact.how, fact.sipCode);
      if (reason === 'completed') return { priority: 6, at: fact.at, reason, by: 'customer' };
      if (reason === 'canceled') return { priority: 7, at: fact.at, reason, by: 'system' };
      // When we cancel a ringing leg the carrier reports no-answer. Another fact says who canceled it.
      if (isOwnCancel(fact)) return { priority: 6, at: fact.at, reason, by: 'carrier' };
      return {
        priority: 1,
        at: fact.at,
        reason,
        by: reason === 'busy' || reason === 'rejected' ? 'customer' : 'carrier',
      };
    }
    case 'device.failed':
      return { priority: 2, at: fact.at, reason: fact.reason, by: 'system' };
    case 'rep.hungUp':
      return { priority: 3, at: fact.at, reason: answered ? 'completed' : 'canceled', by: 'rep' };
    case 'admin.ended':
      return { priority: 4, at: fact.at, reason: 'ended_by_admin', by: 'admin' };
    case 'rep.lost':
      return { priority: 5, at: fact.at, reason: 'network_error', by: 'system' };
    case 'ticket.expired':
      return { priority: 8, at: fact.at, reason: 'abandoned', by: 'system' };
    case 'phone.signedOut':
      return { priority: 9, at: fact.at, reason: answered ? 'completed' : 'canceled', by: 'system' };
    default:
      return undefined;
  }
};

/** Ties within one priority are settled by time, then reason, so the order of facts never shows. */
const before = (a: End, b: End): boolean =>
  a.priority !== b.priority ? a.priority < b.priority : a.at !== b.at ? a.at < b.at : a.reason < b.reason;

/** True until the carrier has accepted the customer's leg. */
const isDelayed = (ofCustomer: readonly Fact[]): boolean =>
  ofCustomer.some(({ kind }) => kind === 'bring.delayed') &&
  !ofCustomer.some(({ kind }) => kind.startsWith('leg.') || kind.startsWith('room.'));

/** The state a set of facts amounts to. Duplicates (same key) may be present. */
export const merge = (facts: readonly Fact[]): CallState => {
  const ofCustomer = facts.filter(fact => isOf(fact, 'customer'));
  const ringingAt = min(ofCustomer.filter(fact => fact.kind === 'leg.ringing').map(fact => fact.at));
  // The report of the answer may be lost; the report of the end also says how long ago the answer was.
  const answeredAt = min([
    ...ofCustomer.flatMap(fact => (fact.kind === 'leg.answered' ? [fact.at] : [])),
    ...ofCustomer.flatMap(fact =>
      fact.kind === 'leg.ended' && fact.talkedMs ? [fact.at - fact.talkedMs] : [],
    ),
  ]);
  const openedAt = min(facts.filter(fact => fact.kind === 'dial.opened').map(fact => fact.at));
  const ends = facts.map(fact => endOf(fact, answeredAt !== undefined)).filter(end => end !== undefined);
  const end = ends.reduce<End | undefined>(
    (best, next) => (best && !before(next, best) ? best : next),
    undefined,
  );
  const parties = partiesOf(facts);
  const party = (id: PartyId): PartyView | undefined => parties.find(each => each.id === id);
  const { muted = false, linked = true, absentSince } = party(responsibleParty(facts) ?? FIRST_REP) ?? {};
  const waits = !end && answeredAt !== undefined && absentSince !== undefined;
  const live: Phase =
    answeredAt !== undefined ? 'active' : ringingAt !== undefined ? 'ringing' : 'connecting';
  return {
    phase: facts.length === 0 ? 'idle' : !end ? live : FAILED.has(end.reason) ? 'failed' : 'ended',
    openedAt,
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
    responsible: responsibleOf(facts),
  };
};
