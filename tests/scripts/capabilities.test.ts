/** A capability is closed: others use its index.ts, and the Worker does what it declares there. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, expect, it, test } from 'vitest';
import { ROOT } from '../../scripts/process.ts';
import { circlesIn, importsWithin, insidesIn, partOf } from './imports.ts';

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

/** The folders of the extension whose files others still import by name, and why. */
const STILL_OPEN: Readonly<Record<string, string>> = {
  ui: 'parts of screens, for everybody',
  desk: 'parts of the options page, for everybody',
  'allowed-sites': 'the panel asks for the browser’s permission, too',
  calls: 'its formats and words, and the phone that duty starts and stops',
  microphone: 'the panel links to the site settings, too',
  numbers: 'how a number is spelled',
  pages: 'the panel finds numbers in what is typed',
  passkeys: 'signing in and step-ups ask the browser for passkeys',
  presence: 'what a call needs of duty',
  recordings: 'the player',
  settings: 'its words, in the overview',
  'step-up': 'its dialog, in every app',
  team: 'what the signed-in person may do, and the words of roles',
  workspaces: 'switching, from the panel',
};

describe('the capabilities of the extension', () => {
  it('never use each other in a circle, not even by way of others', () => {
    expect(circlesIn(importsWithin('extension'))).toEqual([]);
  });

  it('use each other by index.ts alone, except for those named here', () => {
    const imports = importsWithin('extension').filter(({ from }) => !from.startsWith('entrypoints/'));
    expect(imports.length).toBeGreaterThan(300);
    expect(insidesIn(imports, path => partOf(path) in STILL_OPEN)).toEqual([]);
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
