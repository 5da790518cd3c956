/** What a caller hears whom no rep answers: the number they are forwarded to, or the voicemail. */
import type { Fact } from '../../shared/calls/facts.ts';
import { AccountSid } from '../../shared/ids.ts';
import { forwardedUrl, forwardLegUrl, screeningUrl } from '../callback-urls.ts';
import { log } from '../log.ts';
import { switchboardOf } from '../objects.ts';
import { owePriceOfForward } from '../prices/index.ts';
import { farewellTwiml, forwardTwiml } from '../twilio/index.ts';
import { askForMessage } from '../voicemail/index.ts';
import { moveTo } from './moves.ts';
import type { InboundSpec } from './spec.ts';

type Heard = { readonly twiml: string; readonly facts: readonly Fact[] };

/** The words for a caller whom nobody takes; after them they may leave a message, unless the number takes none. */
export const messageTwiml = async (
  env: Env,
  { webhookKey, messageWords, isMessageTaken = true, from }: InboundSpec,
): Promise<string> =>
  isMessageTaken
    ? askForMessage(env, webhookKey, messageWords, from !== undefined)
    : farewellTwiml(messageWords);

/** A forwarded call counts towards today's limits. When they are used up, its caller may leave a message instead. */
const forward = async (env: Env, spec: InboundSpec, facts: readonly Fact[], now: number): Promise<Heard> => {
  const { workspaceId, customerSid: callSid, next } = spec;
  if (next.kind !== 'forward') return { twiml: await messageTwiml(env, spec), facts: [] };
  const usedUp = await switchboardOf(env, workspaceId).claimForward(callSid, next.budget);
  if (usedUp) {
    log.warn('incoming.forward', { workspaceId, callSid, reason: 'limit' });
    return { twiml: await messageTwiml(env, spec), facts: [moveTo(facts, 'voicemail', 'limit', now)] };
  }
  log.info('incoming.forward', { workspaceId, callSid, number: next.to });
  try {
    const put = { AccountSid: AccountSid.parse(spec.accountSid), CallSid: callSid };
    await owePriceOfForward(env, workspaceId, put, now);
  } catch (error) {
    // The webhook of the call's end makes up for it.
    log.warn('incoming.price', { workspaceId, callSid, error });
  }
  const { to, ringSeconds, isAnsweredFirst, asksKey } = next;
  const { webhookKey, callId } = spec;
  const action = forwardedUrl(env, webhookKey);
  const screening = asksKey ? screeningUrl(env, webhookKey, callId) : undefined;
  const statusCallback = forwardLegUrl(env, webhookKey, callId);
  const twiml = forwardTwiml({ to, ringSeconds, isAnsweredFirst, action, screening, statusCallback });
  return { twiml, facts: [] };
};

/** The TwiML that goes on with the caller, and what becomes known by it. */
export const nextStep = async (
  env: Env,
  spec: InboundSpec,
  facts: readonly Fact[],
  to: 'voicemail' | 'forward',
  now: number,
): Promise<Heard> =>
  to === 'forward' ? forward(env, spec, facts, now) : { twiml: await messageTwiml(env, spec), facts: [] };
