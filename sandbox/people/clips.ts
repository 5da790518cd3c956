import { readFileSync } from 'node:fs';
import { decodeMulaw } from '../carrier/codec.ts';
import words from './clips.json' with { type: 'json' };

/** The name of a recorded line; what it says stands in clips.json. */
export type ClipName = keyof typeof words;

const isClipName = (name: string): name is ClipName => Object.hasOwn(words, name);

export const clipText = (name: ClipName): string => words[name].text;

/** The line that says exactly this, if one was recorded. */
export const clipByText = (text: string): ClipName | undefined =>
  Object.keys(words)
    .filter(isClipName)
    .find(name => clipText(name) === text);

const loaded = new Map<ClipName, Int16Array>();

/** 8 kHz samples, read once. */
export const clipSamples = (name: ClipName): Int16Array => {
  const known = loaded.get(name);
  if (known) return known;
  const samples = decodeMulaw(readFileSync(new URL(`clips/${name}.ulaw`, import.meta.url)));
  loaded.set(name, samples);
  return samples;
};
