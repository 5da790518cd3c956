/** What the carrier's events say, as facts. A fact's key is natural: the same event twice is the same fact. */
import type { EndReason } from '../../shared/calls/contract.ts';
import type { Fact, Leg, LegEnd } from '../../shared/calls/machine.ts';
import type { CallEvent, CallStatus, CarrierCall, ParticipantEvent } from '../twilio/index.ts';

const ENDS: Readonly<Partial<Record<string, LegEnd>>> = {
  completed: 'completed',
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
  canceled: 'canceled',
};

const ofStatus = (
  leg: Leg,
  status: string,
  key: string,
  at: number,
  sipCode: number | undefined,
): Fact | undefined => {
  const how = ENDS[status];
  if (how) return { kind: 'leg.ended', leg, key, at, how, sipCode };
  if (status === 'in-progress') return { kind: 'leg.answered', leg, key, at };
  if (status === 'ringing') return { kind: 'leg.ringing', leg, key, at };
  if (status === 'queued' || status === 'initiated') return { kind: 'leg.initiated', leg, key, at };
  return undefined;
};

/** `at` is the carrier's time where it gave one, else the time of arrival. */
export const factOfCall = (event: CallEvent, at: number): Fact | undefined => {
  const status: CallStatus = event.CallStatus;
  return ofStatus(
    'customer',
    status,
    `${event.CallSid}/${status}/${event.SequenceNumber}`,
    at,
    event.SipResponseCode,
  );
};

export const factOfParticipant = (event: ParticipantEvent, leg: Leg, at: number): Fact | undefined => {
  const key = `${event.ConferenceSid}/${event.StatusCallbackEvent}/${event.CallSid}/${event.SequenceNumber}`;
  switch (event.StatusCallbackEvent) {
    case 'participant-join':
      return { kind: 'room.joined', leg, key, at };
    case 'participant-leave':
      return { kind: 'room.left', leg, key, at };
    case 'participant-hold':
      return leg === 'customer' ? { kind: 'customer.held', key, at, on: true } : undefined;
    case 'participant-unhold':
      return leg === 'customer' ? { kind: 'customer.held', key, at, on: false } : undefined;
    default:
      return undefined;
  }
};

/** What asking the carrier about a leg showed. */
export const factOfCheck = (leg: Leg, call: CarrierCall, now: number): Fact | undefined => {
  const told = ENDS[call.status] ? call.end_time : call.start_time;
  const at = told ? Date.parse(told) : now;
  return ofStatus(
    leg,
    call.status,
    `${call.sid}/checked/${call.status}`,
    Number.isFinite(at) ? at : now,
    undefined,
  );
};

const INVALID_NUMBER = new Set([13223, 13224, 21201, 21211, 21214, 21217, 21401]);
const NOT_ALLOWED = new Set([13227, 21215, 21216, 21219, 21610]);

/** Why the carrier would not ring the number at all. */
export const reasonOfCode = (code: number): EndReason =>
  INVALID_NUMBER.has(code)
    ? 'invalid_number'
    : NOT_ALLOWED.has(code)
      ? 'blocked_compliance'
      : 'carrier_error';
