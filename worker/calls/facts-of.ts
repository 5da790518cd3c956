/** Turns the carrier's events into facts. A fact's key comes from its event, so the same event twice is one fact. */
import type { CallView, EndReason } from '../../shared/calls/contract.ts';
import type { EndDetail } from '../../shared/calls/end-detail.ts';
import { type Fact, type FactOf, isOf, type LegEnd } from '../../shared/calls/facts.ts';
import type { PartyId } from '../../shared/calls/parties.ts';
import { isOver } from '../../shared/calls/phase.ts';
import type { DeviceFact } from '../../shared/presence/client-frames.ts';
import type { CallEvent, CallStatus, CarrierCall, RoomEvent } from '../twilio/index.ts';
import type { Leg } from './legs.ts';

const ENDS: Readonly<Partial<Record<string, LegEnd>>> = {
  completed: 'completed',
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
  canceled: 'canceled',
};

/** Only an answered call has a duration. */
const talked = (how: LegEnd, seconds: string | number | null | undefined): { talkedMs?: number } => {
  const talkedMs = Number(seconds ?? 0) * 1000;
  return how === 'completed' && talkedMs > 0 ? { talkedMs } : {};
};

const ofStatus = (
  of: Pick<FactOf<'leg.ended'>, 'party' | 'callSid' | 'key' | 'at'>,
  status: string,
  sipCode: number | undefined,
  seconds: number | undefined,
): Fact | undefined => {
  const how = ENDS[status];
  if (how) return { ...of, kind: 'leg.ended', how, sipCode, ...talked(how, seconds) };
  if (status === 'in-progress') return { ...of, kind: 'leg.answered' };
  if (status === 'ringing') return { ...of, kind: 'leg.ringing' };
  if (status === 'queued' || status === 'initiated') return { ...of, kind: 'leg.initiated' };
  return undefined;
};

/** `at` is the carrier's time if it gave one, else the time of arrival. */
export const factOfCall = (event: CallEvent, party: PartyId, at: number): Fact | undefined => {
  const { CallSid: callSid, SequenceNumber } = event;
  const status: CallStatus = event.CallStatus;
  const key = `${callSid}/${status}/${SequenceNumber}`;
  return ofStatus({ party, callSid, key, at }, status, event.SipResponseCode, event.CallDuration);
};

export const factOfRoom = (event: RoomEvent, party: PartyId, at: number): Fact | undefined => {
  const { CallSid: callSid } = event;
  const key = `${event.ConferenceSid}/${event.StatusCallbackEvent}/${callSid}/${event.SequenceNumber}`;
  switch (event.StatusCallbackEvent) {
    case 'participant-join':
      return { kind: 'room.joined', party, callSid, key, at };
    case 'participant-leave':
      return { kind: 'room.left', party, callSid, key, at };
    case 'participant-hold':
    case 'participant-unhold': {
      const on = event.StatusCallbackEvent === 'participant-hold';
      return { kind: 'party.held', party, key, at, on, sequence: event.SequenceNumber };
    }
    case 'announcement-end':
    case 'announcement-fail':
      // The notice is the only announcement that is ever played in a room.
      return { kind: 'notice.ended', key, at, on: event.StatusCallbackEvent === 'announcement-end' };
    default:
      return undefined;
  }
};

/** The failures a device may report. It cannot report any other end of a call. */
const DEVICE_FAILURES = new Set<EndReason>(['permission_denied', 'carrier_error', 'network_error']);

/**
 * Whether what a party's device reports counts. A failed device ends an unanswered call; after the answer the customer
 * is held until the rep is lost for good. Only the party who is responsible may hold a customer, once there is one.
 */
export const counts = (
  { kind }: DeviceFact,
  party: PartyId,
  { phase, answeredAt, responsible }: CallView,
): boolean => {
  if (isOver(phase)) return false;
  if (kind === 'device.failed') return answeredAt === undefined && responsible === party;
  return kind !== 'hold.wanted' || (answeredAt !== undefined && responsible === party);
};

/** A fact that only the rep's device knows. The device's clock may be ahead of ours. */
export const factOfDevice = (told: DeviceFact, party: PartyId, now: number): Fact => {
  const [key, at] = [`device/${told.kind}/${told.key}`, Math.min(told.at, now)];
  // How long a hold takes is measured by our clock.
  if (told.kind === 'hold.wanted') return { ...told, party, key, at: now };
  if (told.kind !== 'device.failed') return { ...told, party, key, at };
  return {
    ...told,
    party,
    key,
    at,
    reason: DEVICE_FAILURES.has(told.reason) ? told.reason : 'network_error',
  };
};

/** What the Switchboard knows about the phone that carries a call. */
export type PhoneNews = 'here' | 'silent' | 'signed_out';

export const factOfPhone = (news: PhoneNews, party: PartyId, at: number): Fact => {
  if (news === 'signed_out') return { kind: 'session.ended', party, key: `session.ended/${party}/${at}`, at };
  const on = news === 'here';
  return { kind: 'phone.here', party, key: `phone/${party}/${on}/${at}`, at, on };
};

const timeOf = (told: string | null | undefined, now: number): number => {
  const at = told ? Date.parse(told) : Number.NaN;
  return Number.isFinite(at) ? at : now;
};

/**
 * What the carrier answered about a leg. It reports when a leg was created and when it ended, but not when it rang or
 * was answered: a fact that is already known is not recorded again, because its time would be less exact.
 */
export const factsOfCheck = (
  party: PartyId,
  call: CarrierCall,
  known: readonly Fact[],
  now: number,
): Fact[] => {
  const { sid: callSid, status } = call;
  const knows = (kind: Fact['kind']) => known.some(fact => fact.kind === kind && isOf(fact, party));
  const key = (what: string) => `${callSid}/checked/${what}`;
  const how = ENDS[status];
  if (how) {
    const at = timeOf(call.end_time, now);
    return [{ kind: 'leg.ended', party, callSid, key: key(status), at, how, ...talked(how, call.duration) }];
  }
  const kind = status === 'in-progress' ? 'leg.answered' : status === 'ringing' ? 'leg.ringing' : undefined;
  return !kind || knows(kind) ? [] : [{ kind, party, callSid, key: key(status), at: now }];
};

/** The carrier no longer knows this leg, so the leg is over. */
export const factOfUnknown = ({ party, callSid }: Leg, now: number): Fact => ({
  kind: 'leg.ended',
  party,
  callSid,
  key: `${callSid}/checked/unknown`,
  at: now,
  how: 'failed',
});

const INVALID_NUMBER = new Set([13223, 13224, 21201, 21211, 21214, 21217, 21401]);
const NOT_ALLOWED = new Set([13225, 13227, 21215, 21216, 21219, 21610]);

// twilio.com/docs/api/errors: the errors that an admin, or somebody else, can do something about.
const DETAILS: Readonly<Record<number, EndDetail>> = {
  10001: 'account_refused',
  10004: 'too_many_calls',
  13214: 'caller_id_refused',
  13225: 'number_blocked',
  13227: 'country_blocked',
  20003: 'account_refused',
  20005: 'account_refused',
  21210: 'caller_id_refused',
  21212: 'caller_id_refused',
  21215: 'country_blocked',
  21216: 'number_blocked',
  21219: 'not_verified',
};

/** Why the carrier refused to call the number. */
export const refusalOfCode = (code: number): { reason: EndReason; detail?: EndDetail } => {
  const detail = DETAILS[code];
  const reason = INVALID_NUMBER.has(code)
    ? 'invalid_number'
    : NOT_ALLOWED.has(code)
      ? 'blocked_compliance'
      : 'carrier_error';
  return { reason, ...(detail ? { detail } : {}) };
};
