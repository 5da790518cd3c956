import { responsibleOf } from '../../shared/calls/responsible.ts';
import { isGone } from '../twilio/index.ts';
import type { EffectContext, EffectResult } from './carry-out.ts';
import { legOf } from './legs.ts';
import { nextStep } from './next-step.ts';

/** Takes a caller out of the room and on to what comes after the reps. */
export const moveCustomer = async ({
  env,
  carrier,
  spec,
  situation: { facts, legs },
  now,
}: EffectContext): Promise<EffectResult> => {
  const callSid = legOf(legs, 'customer');
  const to = responsibleOf(facts);
  if (!callSid || spec.direction !== 'inbound' || (to !== 'voicemail' && to !== 'forward'))
    return { state: 'refused' };
  const { twiml, facts: learned } = await nextStep(env, spec, facts, to, now());
  const outcome = await carrier.redirectCall(callSid, twiml);
  if (isGone(outcome))
    return {
      state: 'done',
      facts: [...learned, { kind: 'caller.hungUp', key: 'caller.hungUp', at: now() }],
    };
  return { state: outcome.kind, facts: learned };
};
