import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';

const IMPORT = /\b(?:from|import)\s*\(?'(\.[^']+)'/g;

type Imports = ReadonlyMap<string, ReadonlySet<string>>;

/** The folder that a file of the extension is in, or the file itself if it is in none. */
const partOf = (path: string): string => path.split('/')[0] ?? path;

/** Which part imports which. Imports of types count, too. */
const importsIn = (root: string): Imports => {
  const imports = new Map<string, Set<string>>();
  for (const path of globSync('**/*.{ts,tsx}', { cwd: root })) {
    const part = partOf(path);
    const known = imports.get(part) ?? new Set();
    imports.set(part, known);
    for (const [, from = ''] of readFileSync(join(root, path), 'utf8').matchAll(IMPORT)) {
      const target = join(dirname(path), from);
      if (!target.startsWith('..') && partOf(target) !== part) known.add(partOf(target));
    }
  }
  return imports;
};

/** A way from `part` back to itself, if there is one. */
const circleThrough = (part: string, imports: Imports): readonly string[] | undefined => {
  const seen = new Set<string>();
  const follow = (way: readonly string[]): readonly string[] | undefined => {
    for (const next of imports.get(way.at(-1) ?? part) ?? []) {
      if (next === part) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = follow([...way, next]);
      if (found) return found;
    }
    return undefined;
  };
  return follow([part]);
};

it('no two folders of the extension import each other, not even by way of others', () => {
  const imports = importsIn(join(ROOT, 'extension'));
  expect([...imports.keys()]).toEqual(expect.arrayContaining(['calls', 'presence', 'team', 'messages.ts']));
  expect(imports.get('calls')).toContain('messages.ts');
  const circles = [...imports.keys()].map(part => circleThrough(part, imports));
  expect(circles.filter(circle => circle !== undefined)).toEqual([]);
});

it('a circle is found, and named', () => {
  const imports = new Map([
    ['calls', new Set(['team', 'ui'])],
    ['team', new Set(['presence'])],
    ['presence', new Set(['calls'])],
    ['ui', new Set<string>()],
  ]);
  expect(circleThrough('calls', imports)).toEqual(['calls', 'team', 'presence', 'calls']);
  expect(circleThrough('ui', imports)).toBeUndefined();
});
