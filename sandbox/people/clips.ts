import { readFileSync } from 'node:fs';
import { decodeMulaw } from '../carrier/media/codec.ts';
import words from './clips.json' with { type: 'json' };

/** The name of a recorded line; its text is in clips.json. */
export type ClipName = keyof typeof words;

const isClipName = (name: string): name is ClipName => Object.hasOwn(words, name);

export const clipText = (name: ClipName): string => words[name].text;

const LANGUAGES: Readonly<Record<string, string>> = { 'en-gb': 'en-GB', 'es-419': 'es-419' };

/** BCP 47, the language of the voice. */
export const clipLanguage = (name: ClipName): string =>
  LANGUAGES[words[name].voice.split('+')[0] ?? ''] ?? 'en-US';

/** The recorded line with exactly this text, if there is one. */
export const clipByText = (text: string): ClipName | undefined =>
  Object.keys(words)
    .filter(isClipName)
    .find(name => clipText(name) === text);

const loaded = new Map<ClipName, Int16Array>();

/** 8 kHz samples, read from disk once. */
export const clipSamples = (name: ClipName): Int16Array => {
  const known = loaded.get(name);
  if (known) return known;
  const samples = decodeMulaw(readFileSync(new URL(`clips/${name}.ulaw`, import.meta.url)));
  loaded.set(name, samples);
  return samples;
};
