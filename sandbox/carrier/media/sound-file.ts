import { houseMusic } from './house-music.ts';
import { clip, type Source } from './tones.ts';
import { readWav } from './wav.ts';

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
