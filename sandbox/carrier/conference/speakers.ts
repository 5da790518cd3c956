import type { EventNetwork } from '../calls/network.ts';
import { soundsLikeVoice } from '../media/codec.ts';
import { FRAME_MS } from '../media/leg.ts';
import type { Conference, Participant } from './conference.ts';
import { tellConference } from './events.ts';

const BEGINS_MS = 100;
const ENDS_MS = 700;

/** Tells a subscribed application when a participant starts and stops speaking. The returned function ends it. */
export const followSpeaker = (
  network: EventNetwork,
  conference: Conference,
  member: Participant,
): (() => void) => {
  if (!conference.callback?.events.includes('speaker')) return () => {};
  let voiceMs = 0;
  let quietMs = 0;
  let speaks = false;
  return member.call.media.tap({
    hear(said) {
      const isVoice = soundsLikeVoice(said);
      voiceMs = isVoice ? voiceMs + FRAME_MS : 0;
      quietMs = isVoice ? 0 : quietMs + FRAME_MS;
      const now = speaks ? quietMs < ENDS_MS : voiceMs >= BEGINS_MS;
      if (now === speaks) return;
      speaks = now;
      tellConference(
        network,
        conference,
        now ? 'participant-speech-start' : 'participant-speech-stop',
        member,
      );
    },
  });
};
