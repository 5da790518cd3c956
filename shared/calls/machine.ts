/**
 * A call is the merge of a set of facts. Pure, commutative, idempotent: any order and any duplication of the
 * same facts gives the same state. Used by LiveCall (worker) and by the phone (extension), which merges the
 * device's own facts into the view that LiveCall sent (facts-of-view.ts).
 */
import type { RecordingSid } from '../ids.ts';
import type { EndReason, Phase, Recording } from './contract.ts';
import type { EndDetail } from './end-detail.ts';
import { recordingOf } from './recording.ts';
import { presenceOf, REJOIN_MS } from './rep-presence.ts';
import { lastWrite } from './switches.ts';

export type Leg = 'rep' | 'customer';

type At = {
  /** Unique per fact; the same fact delivered twice has the same key. */
  readonly key: string;
  /** When it happened, milliseconds UTC. */
  readonly at: number;
};

/** How a leg ended, as the carrier reports it. `sipCode` is the final SIP response, where there was one. */
export type LegEnd = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** Which leg. A rep who rejoins has had several; the customer has one. */
type OfLeg = { readonly leg: Leg; readonly callSid?: string };

export type Fact = At &
  (
    | { readonly kind: 'dial.opened' }
    | { readonly kind: 'ticket.expired' }
    | ({ readonly kind: 'room.joined' | 'room.left' } & OfLeg)
    | ({ readonly kind: 'leg.initiated' | 'leg.ringing' | 'leg.answered' } & OfLeg)
    | ({
        readonly kind: 'leg.ended';
        readonly how: LegEnd;
        readonly sipCode?: number;
        /** How long the leg was connected, as the carrier counts it: whole seconds, here in milliseconds. */
        readonly talkedMs?: number;
      } & OfLeg)
    | { readonly kind: 'create.refused'; readonly reason: EndReason; readonly detail?: EndDetail }
    /** The carrier takes no more requests for now: the customer is called as soon as it takes them again. */
    | { readonly kind: 'create.delayed' }
    | { readonly kind: 'rep.hungUp' }
    | { readonly kind: 'rep.lost' }
    /** An admin removed the rep from the call: the rep may no longer make calls. */
    | { readonly kind: 'admin.ended' }
    /** `sequence`: the SequenceNumber of a conference webhook; of a REST reply, the last one received plus a half. */
    | { readonly kind: 'customer.held'; readonly on: boolean; readonly sequence?: number }
    /** Whether the phone that carries the call responds. If not, the customer is held; that alone ends nothing. */
    | { readonly kind: 'phone.here'; readonly on: boolean }
    /** The notice starts playing to the contact; once it has ended, `on` says whether they heard it. */
    | { readonly kind: 'notice.begun' }
    | { readonly kind: 'notice.ended'; readonly on: boolean }
    | { readonly kind: 'recording.begun'; readonly recordingSid: RecordingSid }
    /** The carrier refused to record. */
    | { readonly kind: 'recording.refused' }
    /** The rep asked to stop the recording, because the contact objected. */
    | { readonly kind: 'recording.stopAsked' }
    | { readonly kind: 'recording.stopped' }
    /** The session of the phone that carries the call has ended: the phone can only finish this call. */
    | { readonly kind: 'session.ended' }
    | { readonly kind: 'device.muted'; readonly on: boolean }
    | { readonly kind: 'device.link'; readonly on: boolean }
    /** The device failed before anybody answered. After the answer it is `device.link`, and finally `rep.lost`. */
    | { readonly kind: 'device.failed'; readonly reason: EndReason }
    /** Only in the phone: its leg is over and so is its session, so it can learn nothing more about the call. */
    | { readonly kind: 'phone.signedOut' }
  );

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
  readonly muted: boolean;
  readonly onHold: boolean;
  /** False while the rep's own connection is being restored; the call goes on meanwhile. */
  readonly linked: boolean;
  /** Present while the customer waits for a rep who dropped out: the rep may rejoin until then. */
  readonly rejoinUntil?: number;
  readonly recording?: Recording;
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
    case 'create.refused':
      return { priority: 0, at: fact.at, reason: fact.reason, detail: fact.detail, by: 'carrier' };
    case 'leg.ended': {
      if (fact.leg === 'rep') return undefined;
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
const isDelayed = (facts: readonly Fact[]): boolean =>
  facts.some(fact => fact.kind === 'create.delayed') &&
  !facts.some(fact => 'leg' in fact && fact.leg === 'customer');

/** The state a set of facts amounts to. Duplicates (same key) may be present. */
export const merge = (facts: readonly Fact[]): CallState => {
  const ringingAt = min(
    facts.filter(fact => fact.kind === 'leg.ringing' && fact.leg === 'customer').map(fact => fact.at),
  );
  // The report of the answer may be lost; the report of the end also says how long ago the answer was.
  const answeredAt = min([
    ...facts.flatMap(fact => (fact.kind === 'leg.answered' && fact.leg === 'customer' ? [fact.at] : [])),
    ...facts.flatMap(fact =>
      fact.kind === 'leg.ended' && fact.leg === 'customer' && fact.talkedMs ? [fact.at - fact.talkedMs] : [],
    ),
  ]);
  const openedAt = min(facts.filter(fact => fact.kind === 'dial.opened').map(fact => fact.at));
  const ends = facts.map(fact => endOf(fact, answeredAt !== undefined)).filter(end => end !== undefined);
  const end = ends.reduce<End | undefined>(
    (best, next) => (best && !before(next, best) ? best : next),
    undefined,
  );
  const { absentSince } = presenceOf(facts);
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
    delayed: !end && live === 'connecting' && isDelayed(facts) ? true : undefined,
    muted: lastWrite(facts, 'device.muted')?.on ?? false,
    // Nobody is on hold in a call that is over, whether or not the carrier said so.
    onHold: !end && (lastWrite(facts, 'customer.held')?.on ?? false),
    linked: lastWrite(facts, 'device.link')?.on ?? true,
    rejoinUntil: waits ? absentSince + REJOIN_MS : undefined,
    recording: recordingOf(facts),
  };
};

export const isOver = (phase: Phase): boolean => phase === 'ended' || phase === 'failed';

/** How long they talked, in ms; 0 when nobody answered. `now` is used until the call has ended. */
export const talkMs = (call: Pick<CallState, 'answeredAt' | 'endedAt'>, now: number): number =>
  call.answeredAt === undefined ? 0 : Math.max(0, (call.endedAt ?? now) - call.answeredAt);
