import type { Call } from './call.ts';
import { createRoomAudio } from './conference-audio.ts';
import { fetchAudio } from './fetch-audio.ts';
import { type Network, noteFault } from './network.ts';
import { inTurn, repeated } from './tones.ts';
import { resolveUrl } from './twiml-grammar.ts';
import type { Verb } from './twiml-verbs.ts';

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

/** Plays a sound to a call that is in no conference. */
export const play = async (
  network: Network,
  call: Call,
  verb: Verb & { verb: 'Play' },
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<void> => {
  const url = resolveUrl(verb.url, baseUrl);
  if (!url) return noteFault(network, { code: 11_100, message: `Invalid URL format: ${verb.url}` }, call.sid);
  const audio = await fetchAudio(network, call, url, 'GET');
  if (!audio || signal.aborted) return;
  const source = verb.loop === 0 ? repeated(audio) : inTurn(Array.from({ length: verb.loop }, () => audio()));
  const room = createRoomAudio(network.ticker);
  room.join(call.sid, call.media);
  const playback = room.play(call.sid, source);
  signal.addEventListener('abort', () => playback.stop());
  await playback.ended;
  room.close();
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
