import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { ROOT } from '../../scripts/process.ts';

/** An import of one file of a side by another, as paths within the side. Imports of types count, too. */
type Import = { readonly from: string; readonly to: string };

/** Every import within `worker` or `extension`. */
export const importsWithin = (side: string): readonly Import[] =>
  globSync('**/*.{ts,tsx}', { cwd: join(ROOT, side) }).flatMap(from =>
    [...readFileSync(join(ROOT, side, from), 'utf8').matchAll(/(?:from|import) '(\.[^']+)'/g)]
      .map(([, target = '']) => ({ from, to: join(dirname(from), target) }))
      .filter(({ to }) => !to.startsWith('..')),
  );

/** The capability's folder that a file is in, or the file itself if it is in none. */
export const partOf = (path: string): string => path.split('/')[0] ?? path;

/** Imports of another capability's inside: of anything but its index.ts. A table may refer to another's table. */
export const insidesIn = (imports: readonly Import[], isOpen: (path: string) => boolean): readonly string[] =>
  imports
    .filter(({ from, to }) => partOf(from) !== partOf(to) && to.includes('/'))
    .filter(({ to }) => !/^[^/]+\/index\.ts$/.test(to) && !isOpen(to))
    .filter(({ from, to }) => !(from.endsWith('/table.ts') && to.endsWith('/table.ts')))
    .map(({ from, to }) => `${from} imports ${to}`);

/** Ways from a part back to itself, one for each part that has one. */
export const circlesIn = (imports: readonly Import[]): readonly (readonly string[])[] => {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of imports.map(each => [partOf(each.from), partOf(each.to)] as const))
    if (from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
  const circleThrough = (part: string): readonly string[] | undefined => {
    const seen = new Set<string>();
    const follow = (way: readonly string[]): readonly string[] | undefined => {
      for (const to of next.get(way.at(-1) ?? part) ?? []) {
        if (to === part) return [...way, to];
        if (seen.has(to)) continue;
        seen.add(to);
        const found = follow([...way, to]);
        if (found) return found;
      }
      return undefined;
    };
    return follow([part]);
  };
  return [...next.keys()].map(circleThrough).filter(circle => circle !== undefined);
};
