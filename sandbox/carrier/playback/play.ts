import type { Call } from '../calls/call.ts';
import type { Faults } from '../ledger/faults.ts';
import { createRoomAudio } from '../media/room-audio.ts';
import { speech } from '../media/speech.ts';
import type { Source } from '../media/tones.ts';
import type { Time } from '../time/time.ts';
import type { Verb } from '../twiml/verbs.ts';
import { resolveUrl } from '../webhooks/address.ts';
import type { Hooks } from '../webhooks/hooks.ts';
import { fetchSound } from './fetch-sound.ts';
import { looped } from './music.ts';

/** Fulfilled after the delay, or at once when the document is stopped. */
export const waitFor = (
  network: { readonly time: Time },
  delayMs: number,
  signal: AbortSignal,
): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve();
    const cancel = network.time.timers.after(delayMs, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });

/** Plays audio to a call that is in no conference, to its end or until the document is stopped. */
export const playTo = async (
  network: { readonly time: Time },
  call: Call,
  source: Source,
  signal: AbortSignal,
): Promise<void> => {
  if (signal.aborted) return;
  const room = createRoomAudio(network.time.ticker);
  room.join(call.sid, call.media);
  const playback = room.play(call.sid, source);
  signal.addEventListener('abort', () => playback.stop());
  await playback.ended;
  room.close();
};

export const say = (
  network: { readonly time: Time },
  call: Call,
  verb: Verb & { verb: 'Say' },
  signal: AbortSignal,
): Promise<void> =>
  playTo(
    network,
    call,
    looped(() => speech(verb.text, verb.language), verb.loop),
    signal,
  );

export const play = async (
  network: { readonly time: Time; readonly hooks: Hooks; readonly faults: Faults },
  call: Call,
  verb: Verb & { verb: 'Play' },
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<void> => {
  const url = resolveUrl(verb.url, baseUrl);
  if (!url) return network.faults.note({ code: 11100, message: `Invalid URL format: ${verb.url}` }, call.sid);
  const sound = await fetchSound(network, call, url);
  if (sound) await playTo(network, call, looped(sound, verb.loop), signal);
};

const DIGIT_MS = 230;
const PAUSE_MS = 500;

/** Plays keys to the call's party, one after the other; `w` waits half a second, `W` a second. */
export const playDigits = async (
  network: { readonly time: Time },
  call: Call,
  verb: Verb & { verb: 'PlayDigits' },
  signal: AbortSignal,
): Promise<void> => {
  const keys = [...verb.digits.repeat(Math.max(1, verb.loop))];
  for (const key of keys) {
    if (signal.aborted) return;
    if (key === 'w' || key === 'W') {
      await waitFor(network, key === 'W' ? 2 * PAUSE_MS : PAUSE_MS, signal);
      continue;
    }
    call.media.playDigit(key);
    await waitFor(network, DIGIT_MS, signal);
  }
};
