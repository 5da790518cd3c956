import type { Call } from '../calls/call.ts';
import { createRoomAudio } from '../media/room-audio.ts';
import { speech } from '../media/speech.ts';
import type { Source } from '../media/tones.ts';
import { type Network, noteFault } from '../network.ts';
import { resolveUrl } from '../twiml/rules.ts';
import type { Verb } from '../twiml/verbs.ts';
import { fetchSound } from './fetch-sound.ts';
import { looped } from './music.ts';

/** Fulfilled after the delay, or at once when the document is stopped. */
export const waitFor = (network: Network, delayMs: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve();
    const cancel = network.timers.after(delayMs, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });

/** Plays audio to a call that is in no conference, to its end or until the document is stopped. */
export const playTo = async (
  network: Network,
  call: Call,
  source: Source,
  signal: AbortSignal,
): Promise<void> => {
  if (signal.aborted) return;
  const room = createRoomAudio(network.ticker);
  room.join(call.sid, call.media);
  const playback = room.play(call.sid, source);
  signal.addEventListener('abort', () => playback.stop());
  await playback.ended;
  room.close();
};

export const say = (
  network: Network,
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
  network: Network,
  call: Call,
  verb: Verb & { verb: 'Play' },
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<void> => {
  const url = resolveUrl(verb.url, baseUrl);
  if (!url) return noteFault(network, { code: 11100, message: `Invalid URL format: ${verb.url}` }, call.sid);
  const sound = await fetchSound(network, call, url);
  if (sound) await playTo(network, call, looped(sound, verb.loop), signal);
};

const DIGIT_MS = 230;
const PAUSE_MS = 500;

/** Plays keys to the call's party, one after the other; `w` waits half a second, `W` a second. */
export const playDigits = async (
  network: Network,
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
