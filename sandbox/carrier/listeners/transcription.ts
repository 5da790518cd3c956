import type { Call } from '../calls/call.ts';
import { createEars } from '../media/hear-words.ts';
import type { TranscriptionNoun } from '../twiml/verbs.ts';
import type { Ask } from '../webhooks/address.ts';
import type { Params } from '../webhooks/hooks.ts';
import { addFork, type Fork } from './forks.ts';
import type { ListenerNetwork } from './network.ts';

const QUIET_MS = 800;
// Roughly what speech engines report: the sandbox knows the exact words, but claims no more confidence than they do.
const CONFIDENCE = 0.98;
const STABILITY = 0.9;

/** Sends what is said in a call to an address as it is said. The callback's address is absolute. */
export const startTranscription = (
  network: ListenerNetwork,
  call: Call,
  how: Omit<TranscriptionNoun, 'noun'> & { readonly callback: Ask | undefined },
): Fork => {
  const sid = network.newSid('GT');
  let sequence = 0;
  const tell = (event: string, params: Params) => {
    if (!how.callback) return;
    network.hooks.tell(sid, {
      kind: 'transcription',
      event,
      leg: call.kind,
      method: how.callback.method,
      url: how.callback.url,
      params: {
        AccountSid: network.account.sid,
        CallSid: call.sid,
        TranscriptionSid: sid,
        Timestamp: new Date(network.time.clock.now()).toISOString(),
        SequenceId: String(++sequence),
        TranscriptionEvent: event,
        ...params,
      },
    });
  };
  const say = (track: string, text: string, final: boolean) =>
    tell('transcription-content', {
      LanguageCode: how.language,
      Track: `${track}_track`,
      TranscriptionData: JSON.stringify({ transcript: text, ...(final ? { confidence: CONFIDENCE } : {}) }),
      Final: String(final),
      ...(final ? {} : { Stability: String(STABILITY) }),
    });
  const earsOf = (track: 'inbound' | 'outbound') =>
    how.tracks.includes(track)
      ? createEars({
          quietMs: QUIET_MS,
          said: ({ text }) => say(track, text, true),
          ...(how.partialResults ? { partly: (text: string) => say(track, text, false) } : {}),
        })
      : undefined;
  const inbound = earsOf('inbound');
  const outbound = earsOf('outbound');
  tell('transcription-started', {
    LanguageCode: how.language,
    TranscriptionEngine: how.engine,
    PartialResults: String(how.partialResults),
    Track: how.tracks.length === 2 ? 'both_tracks' : `${how.tracks[0]}_track`,
    ProfanityFilter: 'true',
  });
  const rest = call.media.tap({
    hear(said, heard) {
      inbound?.hear(said);
      outbound?.hear(heard);
    },
  });
  return addFork(network, call, {
    sid,
    kind: 'Transcription',
    name: how.name,
    startedAt: network.time.clock.now(),
    end() {
      rest();
      inbound?.finish();
      outbound?.finish();
      tell('transcription-stopped', {});
    },
  });
};
