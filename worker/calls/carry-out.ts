import type { Fact, Leg } from '../../shared/calls/machine.ts';
import { CallSid } from '../../shared/ids.ts';
import { log } from '../log.ts';
import { type Carrier, isGone, type Outcome } from '../twilio/index.ts';
import { factOfCheck, reasonOfCode } from './facts-of.ts';
import type { Effect, EffectName, Situation } from './next-steps.ts';
import type { CallSpec } from './spec.ts';

export const TIME_LIMIT_SECONDS = 14_400;
const RING_TIMEOUT_SECONDS = 25;

/** What an effect came to. */
export type Came = {
  readonly state: Effect['state'];
  readonly facts?: readonly Fact[];
  readonly customer?: CallSid;
};

export const callbackUrl = (env: Env, { webhookKey, callId }: CallSpec, what: 'room' | 'customer'): string =>
  `${env.PUBLIC_URL}/webhooks/${webhookKey}/calls/${callId}/${what}`;

const createCustomer = async (
  env: Env,
  carrier: Carrier,
  spec: CallSpec,
  now: () => number,
): Promise<Came> => {
  const outcome = await carrier.addParticipant(spec.room, {
    From: spec.from,
    To: spec.to,
    Label: 'customer',
    EarlyMedia: 'true',
    Beep: 'false',
    StartConferenceOnEnter: 'true',
    EndConferenceOnExit: 'false',
    Timeout: String(RING_TIMEOUT_SECONDS),
    TimeLimit: String(TIME_LIMIT_SECONDS),
    StatusCallback: callbackUrl(env, spec, 'customer'),
    StatusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    ConferenceStatusCallback: callbackUrl(env, spec, 'room'),
    ConferenceStatusCallbackEvent: ['start', 'end', 'join', 'leave', 'mute', 'hold'],
  });
  if (outcome.kind === 'done') {
    const sid = CallSid.safeParse(outcome.value.call_sid);
    return sid.success ? { state: 'done', customer: sid.data } : { state: 'unknown' };
  }
  if (outcome.kind === 'unknown') return { state: 'unknown' };
  const reason = reasonOfCode(outcome.code);
  return {
    state: 'refused',
    facts: [{ kind: 'create.refused', key: 'create.refused', at: now(), reason }],
  };
};

const ended = (outcome: Outcome<unknown>): Came => ({
  state: outcome.kind === 'done' || isGone(outcome) ? 'done' : outcome.kind,
});

const check = async (carrier: Carrier, legs: Situation['legs'], now: () => number): Promise<Came> => {
  const facts: Fact[] = [];
  for (const leg of ['customer', 'rep'] as const satisfies readonly Leg[]) {
    const sid = legs[leg];
    const outcome = sid === undefined ? undefined : await carrier.fetchCall(sid);
    const fact = outcome?.kind === 'done' ? factOfCheck(leg, outcome.value, now()) : undefined;
    if (fact) facts.push(fact);
  }
  return { state: 'done', facts };
};

/** Does one thing outside. Its intent row is already written; what comes back is for LiveCall to keep. */
export const carryOut = async (
  env: Env,
  carrier: Carrier,
  spec: CallSpec,
  { legs, conferenceSid }: Situation,
  effect: EffectName,
  now: () => number,
): Promise<Came> => {
  const came = await (async (): Promise<Came> => {
    switch (effect) {
      case 'create.customer':
        return createCustomer(env, carrier, spec, now);
      case 'hold.customer':
        return legs.customer && conferenceSid
          ? ended(await carrier.updateParticipant(conferenceSid, legs.customer, { Hold: 'true' }))
          : { state: 'unknown' };
      case 'end.customer':
        return legs.customer ? ended(await carrier.endCall(legs.customer)) : { state: 'unknown' };
      case 'end.rep':
        return legs.rep ? ended(await carrier.endCall(legs.rep)) : { state: 'unknown' };
      case 'check':
        return check(carrier, legs, now);
    }
  })();
  log.info(`calls.${effect}`, { callId: spec.callId, reason: came.state, number: spec.to });
  return came;
};
