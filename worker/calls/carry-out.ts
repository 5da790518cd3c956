import type { Fact } from '../../shared/calls/machine.ts';
import { CallSid, ConferenceSid } from '../../shared/ids.ts';
import { callUrl, holdUrl } from '../callback-urls.ts';
import { isLegKnown } from '../legs/index.ts';
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
import { check, findCustomer } from './ask-carrier.ts';
import { PARTING_WORDS } from './caller-words.ts';
import { findRecording, record, stopRecording, tellOfRecording } from './carry-out-recording.ts';
import { refusalOfCode } from './facts-of.ts';
import type { Effect, EffectName, Situation } from './situation.ts';
import type { CallSpec } from './spec.ts';

/** The outcome of an effect. */
export type EffectResult = {
  readonly state: Effect['state'];
  readonly facts?: readonly Fact[];
  readonly customer?: CallSid | undefined;
  readonly conference?: ConferenceSid | undefined;
};

export type EffectContext = {
  readonly env: Env;
  readonly carrier: Carrier;
  readonly spec: CallSpec;
  readonly situation: Situation;
  readonly now: () => number;
};

const createCustomer = async ({ env, carrier, spec, now }: EffectContext): Promise<EffectResult> => {
  const outcome = await carrier.addParticipant(spec.room, {
    From: spec.from,
    To: spec.to,
    Label: 'customer',
    EarlyMedia: 'true',
    Beep: 'false',
    StartConferenceOnEnter: 'true',
    EndConferenceOnExit: 'false',
    Timeout: String(spec.ringSeconds),
    TimeLimit: String(spec.limitSeconds),
    StatusCallback: callUrl(env, spec.webhookKey, spec.callId, 'customer'),
    StatusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    ConferenceStatusCallback: callUrl(env, spec.webhookKey, spec.callId, 'room'),
    ConferenceStatusCallbackEvent: ROOM_EVENTS,
  });
  if (outcome.kind === 'done') {
    const customer = CallSid.safeParse(outcome.value.call_sid).data;
    const conference = ConferenceSid.safeParse(outcome.value.conference_sid).data;
    return customer ? { state: 'done', customer, conference } : { state: 'unknown' };
  }
  if (outcome.kind === 'unknown') return { state: 'unknown' };
  const at = now();
  if (outcome.kind === 'busy')
    return { state: 'busy', facts: [{ kind: 'create.delayed', key: 'create.delayed', at }] };
  return {
    state: 'refused',
    facts: [{ kind: 'create.refused', key: 'create.refused', at, ...refusalOfCode(outcome.code) }],
  };
};

const ended = (outcome: Outcome<unknown>): EffectResult => ({
  state: outcome.kind === 'done' || isGone(outcome) ? 'done' : outcome.kind,
});

/**
 * A REST reply carries no SequenceNumber. It gets one halfway to the next: after the webhooks received so far, before
 * the webhook of the change itself.
 */
const next = ({ facts }: Situation): number =>
  Math.max(0, ...facts.map(fact => (fact.kind === 'customer.held' ? (fact.sequence ?? 0) : 0))) + 0.5;

/** Puts the customer on hold with a message, or takes them off. The reply proves as much as the later webhook. */
const setHeld = async (
  { env, carrier, spec, situation, now }: EffectContext,
  on: boolean,
): Promise<EffectResult> => {
  const { legs, conferenceSid } = situation;
  if (!legs.customer || !conferenceSid) return { state: 'unknown' };
  const form: Readonly<Record<string, string>> = on
    ? { Hold: 'true', HoldUrl: await holdUrl(env, spec.webhookKey), HoldMethod: 'POST' }
    : { Hold: 'false' };
  const outcome = await carrier.updateParticipant(conferenceSid, legs.customer, form);
  if (outcome.kind !== 'done') return { state: outcome.kind };
  const at = now();
  const fact: Fact = { kind: 'customer.held', key: `held/${on}/${at}`, at, on, sequence: next(situation) };
  return { state: 'done', facts: [fact] };
};

const part = async ({ carrier, situation: { legs } }: EffectContext): Promise<EffectResult> =>
  legs.customer
    ? ended(await carrier.redirectCall(legs.customer, farewellTwiml(PARTING_WORDS)))
    : { state: 'refused' };

const perform = async (context: EffectContext, effect: EffectName): Promise<EffectResult> => {
  const { env, carrier, spec, situation, now } = context;
  switch (effect) {
    case 'create.customer':
      return createCustomer(context);
    case 'find.customer':
      return findCustomer(carrier, spec, situation, callSid => isLegKnown(env, callSid));
    case 'hold.customer':
      return setHeld(context, true);
    case 'unhold.customer':
      return setHeld(context, false);
    case 'part.customer':
      return part(context);
    case 'notice.customer':
      return tellOfRecording(context);
    case 'record.customer':
      return record(context);
    case 'find.recording':
      return findRecording(context);
    case 'stop.recording':
      return stopRecording(context);
    case 'check':
      return check(carrier, spec, situation, now);
    default:
      return ended(await carrier.endCall(effect.slice('end/'.length)));
  }
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
  const [act, callSid] = effect.split('/');
  log.info(`calls.${act}`, {
    callId: context.spec.callId,
    callSid,
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
