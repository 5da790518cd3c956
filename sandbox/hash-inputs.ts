import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from '../scripts/process.ts';

const filesIn = (input: string): string[] =>
  input.includes('.')
    ? [input]
    : readdirSync(join(ROOT, input), { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile() && !entry.name.endsWith('.tsbuildinfo'))
        .map(entry => relative(ROOT, join(entry.parentPath, entry.name)));

/** A hash of everything a build depends on: files and folders of the project. */
export const hashInputs = (inputs: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesIn).sort()) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
};
