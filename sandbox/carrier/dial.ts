import { type Call, talkSeconds } from './call.ts';
import { answer } from './call-life.ts';
import { dialParties } from './dial-parties.ts';
import { enterRoom } from './enter-room.ts';
import type { Params } from './hooks.ts';
import { type Network, noteFault } from './network.ts';
import type { Step } from './run-document.ts';
import { resolveUrl } from './twiml-grammar.ts';
import type { Dial } from './twiml-verbs.ts';

/** How a dial went, as its action hears it. Undefined: it did not take place. */
export type DialOutcome = {
  readonly status: 'completed' | 'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  readonly dialled: Call | undefined;
  readonly seconds: number;
};

const actionParams = (outcome: DialOutcome): Params => ({
  DialCallStatus: outcome.status,
  DialCallDuration: String(outcome.dialled ? talkSeconds(outcome.dialled) : outcome.seconds),
  DialBridged: String(outcome.status === 'completed' || outcome.status === 'answered'),
  ...(outcome.dialled ? { DialCallSid: outcome.dialled.sid } : {}),
});

/** Connects a call to a conference, to telephones or devices, and goes on when that is over. */
export const dial = async (
  network: Network,
  call: Call,
  verb: Dial,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<Step> => {
  const { to } = verb;
  // A conference, like every dial without answerOnBridge, picks the caller's call up first.
  if ('noun' in to || !verb.answerOnBridge) answer(network, call);
  const outcome =
    'noun' in to
      ? await enterRoom(network, call, verb, to, baseUrl, signal)
      : await dialParties(network, call, verb, to, baseUrl, signal);
  if (signal.aborted || !outcome || verb.action === undefined) return { go: 'on' };
  const url = resolveUrl(verb.action, baseUrl);
  if (!url) {
    noteFault(network, { code: 13210, message: `Invalid action URL: ${verb.action}` }, call.sid);
    return { go: 'end' };
  }
  return { go: 'to', address: { url, method: verb.method }, params: actionParams(outcome) };
};
