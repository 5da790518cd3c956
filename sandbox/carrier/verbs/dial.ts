import { type Call, isOver, talkSeconds } from '../calls/call.ts';
import { answer } from '../calls/life.ts';
import { recordingUrl } from '../recordings/events.ts';
import type { Recording } from '../recordings/recording.ts';
import { tellAction } from '../twiml/tell-action.ts';
import type { Dial, Step } from '../twiml/verbs.ts';
import { resolveUrl } from '../webhooks/address.ts';
import type { Params } from '../webhooks/hooks.ts';
import { dialParties } from './dial-parties.ts';
import { dialQueue } from './dial-queue.ts';
import { enterRoom } from './enter-room.ts';
import type { VerbNetwork } from './network.ts';

/** The result of a dial, as its action gets it. Undefined: the dial did not take place. */
export type DialOutcome = {
  readonly status: 'completed' | 'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  readonly dialled: Call | undefined;
  readonly seconds: number;
  /** Whether the two were ever connected. */
  readonly isBridged?: boolean;
  readonly recording?: Recording | undefined;
};

const actionParams = (
  network: VerbNetwork,
  { status, dialled, seconds, isBridged, recording }: DialOutcome,
): Params => ({
  DialCallStatus: status,
  // A leg that was redirected is not over yet; only its time in this dial counts.
  DialCallDuration: String(dialled && isOver(dialled) ? talkSeconds(dialled) : seconds),
  DialBridged: String(isBridged ?? (status === 'completed' || status === 'answered')),
  ...(dialled ? { DialCallSid: dialled.sid } : {}),
  ...(recording
    ? { RecordingSid: recording.sid, RecordingUrl: recordingUrl(network.account, recording) }
    : {}),
});

/** Connects a call to a conference, to telephones or devices, or to a queue, and continues when that ends. */
export const dial = async (
  network: VerbNetwork,
  call: Call,
  verb: Dial,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<Step> => {
  const { to } = verb;
  // A conference, like every dial without answerOnBridge, answers the caller's call first.
  if ('noun' in to || !verb.answerOnBridge) answer(network, call);
  const outcome = !('noun' in to)
    ? await dialParties(network, call, verb, to, baseUrl, signal)
    : to.noun === 'Queue'
      ? await dialQueue(network, call, verb, to, baseUrl, signal)
      : await enterRoom(network, call, verb, to, baseUrl, signal);
  if (!outcome || verb.action === undefined) return { go: 'on' };
  const url = resolveUrl(verb.action, baseUrl);
  if (!url) {
    network.faults.note({ code: 13210, message: `Invalid action URL: ${verb.action}` }, call.sid);
    return { go: 'end' };
  }
  const params = actionParams(network, outcome);
  if (!signal.aborted) return { go: 'to', address: { url, method: verb.method }, params };
  // The caller was redirected out of the dial: the action is requested, but its answer is not carried out (changelog,
  // "Changes to <Dial> behavior", 24 May 2021).
  if (!isOver(call)) await tellAction(network, call, { url, method: verb.method }, params);
  return { go: 'end' };
};
