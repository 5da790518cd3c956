import type { Call } from '../calls/call.ts';
import { houseMusic } from '../media/house-music.ts';
import { clip, type Source } from '../media/tones.ts';
import { readWav } from '../media/wav.ts';
import { type Network, noteFault } from '../network.ts';
import type { HookReply } from '../webhooks/hooks.ts';

/** Returns a fresh source of the same audio on each call. */
export type Audio = () => Source;

// MP3 is not decoded: a bar of the house music stands in for it.
const STAND_IN_FRAMES = 200;

const standIn: Audio = () => {
  const music = houseMusic();
  let left = STAND_IN_FRAMES;
  return () => (left-- > 0 ? music() : undefined);
};

/** Decodes a sound file; undefined for any other content. */
export const decodeSound = (contentType: string, body: Uint8Array): Audio | undefined => {
  if (/^audio\/(mpeg|mp3)\b/.test(contentType)) return standIn;
  if (!/^audio\/(x-)?wav\b|^audio\/wave\b/.test(contentType)) return undefined;
  const samples = readWav(body);
  return samples.ok ? () => clip(samples.value) : standIn;
};

export type RetrievalFault = { readonly code: number; readonly message: string };

const NO_ANSWER: Readonly<Record<Extract<HookReply, { fault: string }>['fault'], RetrievalFault>> = {
  // Twilio has one code for both a failed connection and a missing answer (docs, errors/11205).
  connection: { code: 11205, message: 'HTTP connection failure: no connection' },
  timeout: { code: 11205, message: 'HTTP connection failure: no answer in time' },
  total: { code: 11203, message: 'HTTP communication total time out triggered' },
  policy: { code: 11243, message: 'HTTP retry policy is invalid' },
  redirects: { code: 11215, message: 'HTTP too many redirects' },
};

/** Why a reply is not usable, or undefined when it is. */
export const retrievalFault = (reply: HookReply): RetrievalFault | undefined => {
  if ('fault' in reply) return NO_ANSWER[reply.fault];
  if (reply.status >= 200 && reply.status <= 299) return undefined;
  if (reply.status >= 300 && reply.status <= 399) {
    return { code: 11216, message: `HTTP invalid redirect: status ${reply.status}` };
  }
  return { code: 11200, message: `HTTP retrieval failure: status ${reply.status}` };
};

/** The audio `<Play>` plays. Undefined, with a fault in the ledger, when there is no sound at the address. */
export const fetchSound = async (network: Network, call: Call, url: string): Promise<Audio | undefined> => {
  // Twilio sends none of its parameters to the address of a <Play> (docs, voice/twiml/play).
  const reply = await network.hooks.ask({
    kind: 'audio',
    event: '',
    leg: call.kind,
    method: 'GET',
    url,
    params: {},
  });
  const fault = retrievalFault(reply);
  const sound = 'fault' in reply || fault ? undefined : decodeSound(reply.contentType, reply.bytes);
  if (sound) return sound;
  const contentType = 'fault' in reply ? '' : reply.contentType;
  const { code, message } = fault ?? {
    code: 12300,
    message: `Invalid Content-Type: ${contentType || 'none'}`,
  };
  noteFault(network, { code, message: `${url}: ${message}` }, call.sid);
  return undefined;
};
