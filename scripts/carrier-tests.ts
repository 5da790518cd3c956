// The carrier's own tests take a quarter of the whole time and matter only to changes of the carrier: until the files
// they depend on change, an earlier report for exactly these files replaces a run.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from './process.ts';

const IMPORT = /(?:from|import)\s*\(?'(\.[^']+)'/g;
/** Files the tests read without importing them. */
const FOLDERS = ['sandbox/carrier', 'sandbox/people', 'sandbox/page', 'tests/sandbox'];
const FILES = ['package-lock.json', 'vitest.config.ts'];

const filesOf = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.name.endsWith('.tsbuildinfo'))
    .map(entry => relative(ROOT, join(entry.parentPath, entry.name)));

const importsOf = (file: string): string[] => {
  if (!/\.tsx?$/.test(file)) return [];
  const source = readFileSync(join(ROOT, file), 'utf8');
  return [...source.matchAll(IMPORT)]
    .map(([, path = '']) => relative(ROOT, join(ROOT, dirname(file), path)))
    .filter(path => existsSync(join(ROOT, path)));
};

/** Every file the carrier's tests depend on, in order. */
export const carrierFiles = (): string[] => {
  const known = new Set(FILES);
  const left = FOLDERS.flatMap(filesOf);
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (known.has(file)) continue;
    known.add(file);
    left.push(...importsOf(file));
  }
  return [...known].sort();
};

/** A hash of all files the carrier's tests depend on. */
export const carrierKey = (): string => {
  const hash = createHash('sha256');
  for (const file of carrierFiles())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)));
  return `carrier-${hash.digest('hex').slice(0, 24)}`;
};
