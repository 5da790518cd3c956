import type { Call } from '../calls/call.ts';
import { callParams } from '../calls/params.ts';
import { SILENCE } from '../media/codec.ts';
import { houseMusic } from '../media/house-music.ts';
import { type Audio, decodeSound } from '../media/sound-file.ts';
import { speech } from '../media/speech.ts';
import { inTurn, repeated, type Source, silence } from '../media/tones.ts';
import { parseTwiml } from '../twiml/parse.ts';
import type { Verb } from '../twiml/verbs.ts';
import { type Ask, resolveUrl } from '../webhooks/address.ts';
import { splitFragment } from '../webhooks/policy.ts';
import { retrievalFault } from '../webhooks/reply-fault.ts';
import { fetchSound } from './fetch-sound.ts';
import type { PlaybackNetwork } from './network.ts';

const MUSIC_VERBS: readonly Verb['verb'][] = ['Say', 'Play', 'Pause', 'Redirect'];
// A document that plays nothing and redirects is not followed at once.
const EMPTY_ROUND_MS = 1000;
const MAX_DOCUMENTS = 20;

/** A `loop` of 0 repeats for ever. */
export const looped = (audio: Audio, loop: number): Source =>
  loop === 0 ? repeated(audio) : inTurn(Array.from({ length: loop }, () => audio()));

type Loaded =
  | { readonly sound: Audio }
  | { readonly verbs: readonly Verb[]; readonly baseUrl: string }
  | undefined;

const load = async (network: PlaybackNetwork, call: Call, { url, method }: Ask): Promise<Loaded> => {
  const fail = ({ code, message }: { readonly code: number; readonly message: string }) => {
    network.faults.note({ code, message: `${url}: ${message}` }, call.sid);
    return undefined;
  };
  const params = callParams(network.account, call);
  const reply = await network.hooks.ask({ kind: 'audio', event: '', leg: call.kind, method, url, params });
  const fault = retrievalFault(reply);
  if (fault || 'fault' in reply) return fail(fault ?? { code: 11205, message: 'no answer' });
  const sound = decodeSound(reply.contentType, reply.bytes);
  if (sound) return { sound };
  if (!/^(text|application)\/(xml|html)\b/.test(reply.contentType)) {
    return fail({ code: 12300, message: `Invalid Content-Type: ${reply.contentType || 'none'}` });
  }
  const document = parseTwiml(reply.body);
  if (!document.ok) return fail(document.error);
  const stranger = document.value.find(({ verb }) => !MUSIC_VERBS.includes(verb));
  // Only these four verbs are allowed in hold music (docs, errors/13238).
  if (stranger) return fail({ code: 13238, message: `<${stranger.verb}> is not allowed in music` });
  return { verbs: document.value, baseUrl: splitFragment(url).bare };
};

/** The pieces of an address's audio, each fetched only when it is needed; only a redirect starts over. */
async function* pieces(
  network: PlaybackNetwork,
  call: Call,
  first: Ask,
  isEndless: boolean,
): AsyncGenerator<Audio, void, void> {
  let address: Ask | undefined = first;
  for (let documents = 0; address && (isEndless || documents < MAX_DOCUMENTS); documents++) {
    const loaded: Loaded = await load(network, call, address);
    if (!loaded) return;
    if ('sound' in loaded) {
      yield isEndless ? () => repeated(loaded.sound) : loaded.sound;
      return;
    }
    let played = false;
    let next: Ask | undefined;
    for (const verb of loaded.verbs) {
      if (verb.verb === 'Redirect') {
        const url = resolveUrl(verb.url, loaded.baseUrl);
        next = url ? { url, method: verb.method } : undefined;
        break;
      }
      const audio = await pieceOf(network, call, verb, loaded.baseUrl);
      if (!audio) continue;
      played = true;
      yield audio;
    }
    if (!played) yield () => silence(EMPTY_ROUND_MS);
    address = next;
  }
}

const pieceOf = async (
  network: PlaybackNetwork,
  call: Call,
  verb: Verb,
  baseUrl: string,
): Promise<Audio | undefined> => {
  if (verb.verb === 'Pause') return () => silence(verb.seconds * 1000);
  if (verb.verb === 'Say') return () => looped(() => speech(verb.text, verb.language), verb.loop);
  if (verb.verb !== 'Play') return undefined;
  const url = resolveUrl(verb.url, baseUrl);
  const sound = url ? await fetchSound(network, call, url) : undefined;
  return sound ? () => looped(sound, verb.loop) : undefined;
};

/**
 * Audio from an address, for HoldUrl and waitUrl: a sound that repeats, or TwiML that says, plays, pauses and
 * redirects. Silence while a piece is fetched and after the document's end (docs, voice/twiml/conference, waitUrl).
 */
export const music = (network: PlaybackNetwork, call: Call, address: Ask): Source => {
  const wanted = pieces(network, call, address, true);
  let current: Source | undefined;
  let isWaiting = false;
  let isOver = false;
  return () => {
    const frame = current?.();
    if (frame) return frame;
    current = undefined;
    if (isOver) return undefined;
    if (!isWaiting) {
      isWaiting = true;
      network.guard.detach(
        wanted.next().then(({ value }) => {
          isWaiting = false;
          isOver = value === undefined;
          current = value?.();
        }),
      );
    }
    return SILENCE;
  };
};

/** Audio from an address that plays once, for AnnounceUrl. Undefined when there is none. */
export const announcement = async (
  network: PlaybackNetwork,
  call: Call,
  address: Ask,
): Promise<Audio | undefined> => {
  const parts: Audio[] = [];
  for await (const part of pieces(network, call, address, false)) parts.push(part);
  return parts.length === 0 ? undefined : () => inTurn(parts.map(make => make()));
};

/** The audio for a waiting or held call: undefined is the house music, an empty address silence. */
export const musicOf = (
  network: PlaybackNetwork,
  call: Call,
  url: string | undefined,
  method: 'GET' | 'POST',
): Source | undefined => {
  if (url === undefined) return houseMusic();
  return url === '' ? undefined : music(network, call, { url, method });
};
