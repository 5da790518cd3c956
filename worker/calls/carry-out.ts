import { type Fact, isOf } from '../../shared/calls/facts.ts';
import { PartyId } from '../../shared/calls/parties.ts';
import { openingOf } from '../../shared/calls/party-view.ts';
import { CallSid, ConferenceSid } from '../../shared/ids.ts';
import { holdUrl, legUrl, roomUrl } from '../callback-urls.ts';
import { log } from '../log.ts';
import {
  type Carrier,
  carrierOf,
  farewellTwiml,
  isGone,
  type Outcome,
  ROOM_EVENTS,
} from '../twilio/index.ts';
import { accountNamed, loginOf } from '../workspace/index.ts';
import { check, findLeg } from './ask-carrier.ts';
import { findRecording, record, stopRecording, tellOfRecording } from './carry-out-recording.ts';
import { refusalOfCode } from './facts-of.ts';
import { type Leg, legOf } from './legs.ts';
import { moveCustomer } from './move-customer.ts';
import { type CallSpec, ourNumberOf } from './spec.ts';
import { PARTING_WORDS, PARTING_WORDS_NO_NUMBER } from './spoken-words.ts';
import { isHoldWanted } from './steps/holding.ts';
import type { Effect, EffectName, Situation } from './steps/situation.ts';

/** The outcome of an effect. */
export type EffectResult = {
  readonly state: Effect['state'];
  readonly facts?: readonly Fact[];
  readonly leg?: Leg | undefined;
  readonly conference?: ConferenceSid | undefined;
};

export type EffectContext = {
  readonly env: Env;
  readonly carrier: Carrier;
  readonly spec: CallSpec;
  readonly situation: Situation;
  readonly now: () => number;
};

/** Calls a party and brings them into the room. Their number is that of the fact that opened them. */
const bring = async (
  { env, carrier, spec, situation, now }: EffectContext,
  party: PartyId,
): Promise<EffectResult> => {
  const number = openingOf(situation.facts, party)?.number;
  if (number === undefined) return { state: 'refused' };
  const outcome = await carrier.addParticipant(spec.room, {
    From: ourNumberOf(spec),
    To: number,
    Label: party,
    EarlyMedia: 'true',
    Beep: 'false',
    StartConferenceOnEnter: 'true',
    EndConferenceOnExit: 'false',
    Timeout: String(spec.ringSeconds),
    TimeLimit: String(spec.limitSeconds),
    StatusCallback: legUrl(env, spec.webhookKey, spec.callId, party),
    StatusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    ConferenceStatusCallback: roomUrl(env, spec.webhookKey, spec.callId),
    ConferenceStatusCallbackEvent: ROOM_EVENTS,
  });
  if (outcome.kind === 'done') {
    const callSid = CallSid.safeParse(outcome.value.call_sid).data;
    const conference = ConferenceSid.safeParse(outcome.value.conference_sid).data;
    return callSid ? { state: 'done', leg: { party, callSid }, conference } : { state: 'unknown' };
  }
  if (outcome.kind === 'unknown') return { state: 'unknown' };
  const at = now();
  if (outcome.kind === 'busy')
    return { state: 'busy', facts: [{ kind: 'bring.delayed', key: `bring.delayed/${party}`, at, party }] };
  const refused = refusalOfCode(outcome.code);
  return {
    state: 'refused',
    facts: [{ kind: 'bring.refused', key: `bring.refused/${party}`, at, party, ...refused }],
  };
};

const ended = (outcome: Outcome<unknown>): EffectResult => ({
  state: outcome.kind === 'done' || isGone(outcome) ? 'done' : outcome.kind,
});

/**
 * A REST reply carries no SequenceNumber. It gets one halfway to the next: after the webhooks received so far, before
 * the webhook of the change itself.
 */
const next = ({ facts }: Situation, party: PartyId): number =>
  Math.max(
    0,
    ...facts.map(fact => (fact.kind === 'party.held' && isOf(fact, party) ? (fact.sequence ?? 0) : 0)),
  ) + 0.5;

/** A customer whom their rep holds hears the carrier's own music; one whose rep dropped out is told so. */
const onHold = async ({ env, spec, situation }: EffectContext): Promise<Readonly<Record<string, string>>> =>
  isHoldWanted(situation)
    ? { Hold: 'true' }
    : { Hold: 'true', HoldUrl: await holdUrl(env, spec.webhookKey), HoldMethod: 'POST' };

/** Puts a party on hold, or takes them off. The reply proves as much as the later webhook. */
const setHeld = async (context: EffectContext, party: PartyId, on: boolean): Promise<EffectResult> => {
  const { carrier, situation, now } = context;
  const { legs, conferenceSid } = situation;
  const callSid = legOf(legs, party);
  if (!callSid || !conferenceSid) return { state: 'unknown' };
  const form = on ? await onHold(context) : { Hold: 'false' };
  const outcome = await carrier.updateParticipant(conferenceSid, callSid, form);
  if (outcome.kind !== 'done') return { state: outcome.kind };
  const at = now();
  const key = `held/${party}/${on}/${at}`;
  const fact: Fact = { kind: 'party.held', key, at, party, on, sequence: next(situation, party) };
  return { state: 'done', facts: [fact] };
};

/** A caller without a number cannot be called back. */
const partingWords = ({ direction, from }: CallSpec): string =>
  direction === 'inbound' && from === undefined ? PARTING_WORDS_NO_NUMBER : PARTING_WORDS;

const part = async (
  { carrier, spec, situation: { legs } }: EffectContext,
  party: PartyId,
): Promise<EffectResult> => {
  const callSid = legOf(legs, party);
  return callSid
    ? ended(await carrier.redirectCall(callSid, farewellTwiml(partingWords(spec))))
    : { state: 'refused' };
};

const OF_CALL = {
  notice: tellOfRecording,
  record,
  'record.find': findRecording,
  'record.stop': stopRecording,
  'move/customer': moveCustomer,
  check,
} as const;

const OF_PARTY = {
  bring,
  find: findLeg,
  hold: (context: EffectContext, party: PartyId) => setHeld(context, party, true),
  unhold: (context: EffectContext, party: PartyId) => setHeld(context, party, false),
  part,
} as const;

const isKeyOf = <T extends object>(of: T, key: string): key is string & keyof T => Object.hasOwn(of, key);

const perform = async (context: EffectContext, effect: EffectName): Promise<EffectResult> => {
  if (isKeyOf(OF_CALL, effect)) return OF_CALL[effect](context);
  const [act = '', of = ''] = effect.split('/');
  return isKeyOf(OF_PARTY, act)
    ? OF_PARTY[act](context, PartyId.parse(of))
    : ended(await context.carrier.endCall(of));
};

/** Uses the account the call was opened with, even if the workspace has another by now. */
const carrierFor = async ({ env, spec }: Pick<EffectContext, 'env' | 'spec'>): Promise<Carrier> => {
  const account = await accountNamed(env, spec.workspaceId, spec.accountSid);
  if (!account) throw new Error('The account of this call is gone.');
  return carrierOf(loginOf(env, account));
};

/** Carries out one effect at the carrier. Its intent row is already written; LiveCall stores the result. */
const carryOut = async (context: EffectContext, effect: EffectName): Promise<EffectResult> => {
  const result = await perform(context, effect);
  const [act, of] = effect.split('/');
  log.info(`calls.${act}`, {
    callId: context.spec.callId,
    ...(act === 'end' ? { callSid: of } : { party: of }),
    reason: result.state,
    number: context.spec.to,
  });
  return result;
};

/** Like carryOut, but never throws: after an error the effect may or may not have been carried out. */
export const attempt = async (
  context: Omit<EffectContext, 'carrier'>,
  effect: EffectName,
): Promise<EffectResult> => {
  try {
    return await carryOut({ ...context, carrier: await carrierFor(context) }, effect);
  } catch (error) {
    log.error('calls.carryOut', { callId: context.spec.callId, error });
    return { state: 'unknown' };
  }
};
