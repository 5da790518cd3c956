import { type Call, isOver } from '../calls/call.ts';
import { resolveCallback } from '../calls/resolve-callback.ts';
import { joined, type LeaveReason, memberOf } from '../conference/conference.ts';
import { enterConference, leaveConference, openConference } from '../conference/life.ts';
import { musicOf } from '../playback/music.ts';
import type { ConferenceNoun, Dial } from '../twiml/verbs.ts';
import { resolveUrl } from '../webhooks/address.ts';
import type { DialOutcome } from './dial.ts';
import type { VerbNetwork } from './network.ts';

/** A call's stay in a conference. Fulfilled when it ends; undefined when the call was not admitted. */
export const enterRoom = async (
  network: VerbNetwork,
  call: Call,
  dial: Dial,
  noun: ConferenceNoun,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<DialOutcome | undefined> => {
  const refuse = (code: number, message: string) => {
    network.faults.note({ code, message }, call.sid);
    return undefined;
  };
  const conference = openConference(network, noun.name);
  if (noun.label !== undefined && memberOf(conference, noun.label)) {
    return refuse(16025, 'Dial->Conference: Participant label is in use by another participant');
  }
  if (joined(conference).length >= conference.maxParticipants) {
    return refuse(16020, 'Conference is full');
  }
  if (conference.members.size === 0) conference.maxParticipants = noun.maxParticipants;

  const startedAt = network.time.clock.now();
  const { promise: left, resolve } = Promise.withResolvers<LeaveReason>();
  const callback = resolveCallback(network, call, noun.statusCallback, baseUrl);
  const waitUrl =
    noun.waitUrl === undefined || noun.waitUrl === '' ? noun.waitUrl : resolveUrl(noun.waitUrl, baseUrl);
  const waitAudio = musicOf(network, call, waitUrl, noun.waitMethod);
  if (noun.record && !conference.record) {
    const { record } = noun;
    conference.record = {
      how: { ...record, callback: resolveCallback(network, call, record.callback, baseUrl) },
      source: 'Conference',
    };
  }
  const setup = { call, ...noun, earlyMedia: false, waitAudio, onLeft: resolve };
  enterConference(network, conference, setup, callback);

  const leave = (reason: LeaveReason) => leaveConference(network, conference, call.sid, reason);
  if (signal.aborted) leave('participant_updated_via_api');
  signal.addEventListener('abort', () => leave('participant_updated_via_api'));
  if (dial.hangupOnStar) {
    const passOn = call.media.tap({
      digit(digit) {
        if (digit === '*') leave('participant_hung_up');
      },
    });
    network.guard.detach(left.then(passOn));
  }
  const cancelLimit = network.time.timers.after(dial.timeLimitS * 1000, () => leave('participant_hung_up'));
  call.whenEnded.add(cancelLimit);

  await left;
  cancelLimit();
  if (isOver(call)) return undefined;
  const seconds = Math.ceil((network.time.clock.now() - startedAt) / 1000);
  return { status: 'answered', dialled: undefined, seconds };
};
