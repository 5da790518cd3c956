import type { Call } from './call.ts';
import { callParams } from './call-params.ts';
import { splitFragment } from './hook-policy.ts';
import type { HookMethod } from './hooks.ts';
import { houseMusic } from './house-music.ts';
import { type Network, noteFault } from './network.ts';
import { clip, inTurn, repeated, type Source, silence } from './tones.ts';
import { parseTwiml } from './twiml.ts';
import { resolveUrl } from './twiml-grammar.ts';
import type { Verb } from './twiml-verbs.ts';
import { readWav } from './wav.ts';

/** Makes the same audio anew each time it is called. */
export type Audio = () => Source;

const MUSIC_VERBS: readonly Verb['verb'][] = ['Play', 'Pause', 'Redirect'];
const MAX_DEPTH = 5;
// An MP3 is not decoded: a bar of the house's own music stands for it.
const STAND_IN_FRAMES = 200;

const standIn: Audio = () => {
  const music = houseMusic();
  let left = STAND_IN_FRAMES;
  return () => (left-- > 0 ? music() : undefined);
};

const decode = (contentType: string, body: Uint8Array): Audio | undefined => {
  if (/^audio\/(mpeg|mp3)\b/.test(contentType)) return standIn;
  if (!/^audio\/(x-)?wav\b|^audio\/wave\b/.test(contentType)) return undefined;
  const samples = readWav(body);
  return samples.ok ? () => clip(samples.value) : standIn;
};

/**
 * Audio at an address, as Play, HoldUrl, WaitUrl and AnnounceUrl take it: a sound, or TwiML that plays some.
 * Undefined, and a fault in the ledger, when there is none.
 */
export const fetchAudio = async (
  network: Network,
  call: Call,
  url: string,
  method: HookMethod,
  depth = 0,
): Promise<Audio | undefined> => {
  const fail = (code: number, message: string) => {
    noteFault(network, { code, message: `${url}: ${message}` }, call.sid);
    return undefined;
  };
  if (depth > MAX_DEPTH) return fail(12_100, 'too many documents point at each other');
  const reply = await network.hooks.ask({
    kind: 'audio',
    event: '',
    leg: call.kind,
    method,
    url,
    params: callParams(network.account, call),
  });
  if ('fault' in reply) return fail(11_205, `HTTP connection failure: ${reply.fault}`);
  if (reply.status < 200 || reply.status > 299) return fail(11_200, `status ${reply.status}`);
  const sound = decode(reply.contentType, reply.bytes);
  if (sound) return sound;
  if (!/^(text|application)\/(xml|html)\b/.test(reply.contentType)) {
    return fail(12_300, `Invalid Content-Type: ${reply.contentType || 'none'}`);
  }
  const document = parseTwiml(reply.body);
  if (!document.ok) return fail(document.error.code, document.error.message);
  const stranger = document.value.find(verb => !MUSIC_VERBS.includes(verb.verb));
  if (stranger) return fail(13_233, `<${stranger.verb}> is not allowed in music`);
  return playAll(network, call, document.value, splitFragment(url).bare, depth);
};

const playAll = async (
  network: Network,
  call: Call,
  verbs: readonly Verb[],
  baseUrl: string,
  depth: number,
): Promise<Audio> => {
  const parts: Audio[] = [];
  for (const verb of verbs) {
    if (verb.verb === 'Pause') parts.push(() => silence(verb.seconds * 1000));
    if (verb.verb !== 'Play' && verb.verb !== 'Redirect') continue;
    const url = resolveUrl(verb.url, baseUrl);
    const method = verb.verb === 'Redirect' ? verb.method : 'GET';
    const audio = url ? await fetchAudio(network, call, url, method, depth + 1) : undefined;
    if (!audio) continue;
    // Zero repeats for ever.
    if (verb.verb === 'Play' && verb.loop === 0) parts.push(() => repeated(audio));
    else for (let n = 0; n < (verb.verb === 'Play' ? verb.loop : 1); n++) parts.push(audio);
  }
  return () => inTurn(parts.map(make => make()));
};
