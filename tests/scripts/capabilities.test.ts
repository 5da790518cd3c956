/** A capability is closed: others use its index.ts, and the Worker does what it declares there. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, expect, it, test } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import { circlesIn, importsWithin, insidesIn } from './imports.ts';

describe('the capabilities of the Worker', () => {
  const imports = importsWithin('worker');

  it('use each other by index.ts alone', () => {
    expect(imports.length).toBeGreaterThan(500);
    expect(insidesIn(imports, () => false)).toEqual([]);
  });

  it('never use each other in a circle, not even by way of others', () => {
    expect(circlesIn(imports)).toEqual([]);
  });
});

/** What a capability may declare, and the one file that lists it: as `alias` itself or as `...alias.entry`. */
const LISTED_IN = {
  routes: 'worker/app.ts',
  jobs: 'worker/job-kinds.ts',
  everyMinute: 'worker/scheduled.ts',
  everyNight: 'worker/scheduled.ts',
} as const;

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const timesListed = (list: string, folder: string, entry: string): number => {
  const alias = new RegExp(`import \\* as (\\w+) from './${folder}/index.ts'`).exec(list)?.[1];
  const listed = entry === 'routes' ? `^  ${alias},$` : `^  \\.\\.\\.${alias}\\.${entry},$`;
  return alias === undefined ? 0 : [...list.matchAll(new RegExp(listed, 'gm'))].length;
};

describe.each(Object.entries(LISTED_IN))('%s', (entry, file) => {
  const declared = globSync('worker/*/index.ts', { cwd: ROOT }).filter(index =>
    new RegExp(`^export const ${entry}\\b`, 'm').test(read(index)),
  );

  test.each(declared)(`of %s are listed once, in ${file}`, index => {
    expect(timesListed(read(file), dirname(index).split('/')[1] ?? '', entry)).toBe(1);
  });
});

describe('the walk over imports', () => {
  const imports = [
    { from: 'calls/dial.ts', to: 'team/store.ts' },
    { from: 'calls/dial.ts', to: 'team/index.ts' },
    { from: 'calls/dial.ts', to: 'log.ts' },
    { from: 'calls/table.ts', to: 'team/table.ts' },
    { from: 'team/me.ts', to: 'presence/index.ts' },
    { from: 'presence/index.ts', to: 'calls/index.ts' },
  ];

  it('names the import of an inside', () => {
    expect(insidesIn(imports, () => false)).toEqual(['calls/dial.ts imports team/store.ts']);
    expect(insidesIn(imports, path => path.startsWith('team/'))).toEqual([]);
  });

  it('names a circle', () => {
    expect(circlesIn(imports)).toContainEqual(['calls', 'team', 'presence', 'calls']);
    expect(circlesIn(imports.slice(0, -1))).toEqual([]);
  });
});
