// `npm test -- calls`: the test files that concern a capability, or whose path contains the word.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './process.ts';

const TEST = /\.(test|spec)\.tsx?$/;
const IMPORT = /from '(\.[^']+)'/g;

const testFiles = (): string[] =>
  readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })
    .map(file => join('tests', file))
    .filter(file => TEST.test(file) && !file.startsWith(join('tests', 'long')));

/** Whether a test file concerns the word: its path contains it, or it imports from a folder of that name. */
export const concerns = (word: string, file: string, source: string): boolean =>
  file.includes(word) ||
  [...source.matchAll(IMPORT)].some(([, path = '']) => path.split('/').slice(0, -1).includes(word));

export type Chosen = { readonly parts: readonly string[]; readonly journeys: readonly string[] };

/** The files to run for some words. */
export const concerning = (words: readonly string[]): Chosen => {
  const chosen = testFiles().filter(file => {
    const source = readFileSync(join(ROOT, file), 'utf8');
    return words.some(word => concerns(word, file, source));
  });
  return {
    parts: chosen.filter(file => !file.endsWith('.spec.ts')),
    journeys: chosen.filter(file => file.endsWith('.spec.ts')),
  };
};
