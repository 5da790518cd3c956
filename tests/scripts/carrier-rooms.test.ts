import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/process.ts';

const CARRIER = 'sandbox/carrier';
const IMPORT = /^(?:import|export) (type )?(?:\{([^}]*)\} |\* (?:as \w+ )?)?(?:from )?'(\.[^']+)';/gm;

type Import = { readonly from: string; readonly to: string; readonly isType: boolean };

const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => join(folder, file));

const importsOf = (from: string): Import[] =>
  [...readFileSync(join(ROOT, from), 'utf8').matchAll(IMPORT)].map(([, type, names = '', path = '']) => ({
    from,
    to: join(dirname(from), path),
    isType:
      type !== undefined ||
      (names.trim() !== '' && names.split(',').every(name => /^\s*(type |$)/.test(name))),
  }));

// The people who answer use the carrier's sounds, and the carrier plays their recorded clips.
const imports = [CARRIER, 'sandbox/people'].flatMap(filesIn).flatMap(importsOf);
const atRunTime = imports.filter(({ isType }) => !isType);

/** The first circle of imports, as a path that begins and ends with the same file. */
const circle = (edges: readonly Import[]): string[] | undefined => {
  const next = Map.groupBy(edges, ({ from }) => from);
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const { to } of next.get(file) ?? []) {
      const found = walk(to, [...path, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of next.keys()) {
    const found = walk(file, []);
    if (found) return found;
  }
  return undefined;
};

/** The room of a file; undefined for a file at the top and for one outside the carrier. */
const roomOf = (file: string): string | undefined => {
  const [room = '', ...rest] = relative(CARRIER, file).split('/');
  return room === '..' || rest.length === 0 ? undefined : room;
};

const roomsOf = (room: string, edges: readonly Import[]): string[] =>
  [...new Set(edges.filter(({ from }) => roomOf(from) === room).flatMap(({ to }) => roomOf(to) ?? []))]
    .filter(other => other !== room)
    .toSorted();

/** What each room imports at run time, from the bottom to the top: a room knows only rooms above it in this list. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  media: [],
  time: ['media'],
  signalling: ['media'],
  weather: [],
  webhooks: ['weather'],
  account: [],
  calls: ['account', 'media', 'webhooks'],
  recordings: ['account', 'calls', 'media'],
  twiml: ['calls', 'media', 'webhooks'],
  playback: ['calls', 'media', 'twiml', 'webhooks'],
  conference: ['calls', 'media', 'playback', 'recordings'],
  listeners: ['calls', 'media', 'playback', 'twiml', 'webhooks'],
  verbs: [
    'account',
    'calls',
    'conference',
    'listeners',
    'media',
    'playback',
    'recordings',
    'twiml',
    'webhooks',
  ],
  ledger: ['calls'],
  rest: [
    'account',
    'calls',
    'conference',
    'ledger',
    'listeners',
    'playback',
    'recordings',
    'twiml',
    'webhooks',
  ],
  control: ['account', 'calls', 'conference', 'ledger', 'media', 'rest', 'twiml', 'weather'],
};

describe("the carrier's files", () => {
  it('import existing files only, so that the following tests see every import', () => {
    expect(imports.length).toBeGreaterThan(500);
    expect(imports.filter(({ to }) => !existsSync(join(ROOT, to)))).toEqual([]);
  });

  it('import each other in no circle at run time', () => {
    expect(circle(atRunTime)).toBeUndefined();
  });

  it('are in rooms that the list knows', () => {
    const rooms = new Set(filesIn(CARRIER).flatMap(file => roomOf(file) ?? []));
    expect([...rooms].toSorted()).toEqual(Object.keys(ROOMS).toSorted());
  });

  for (const [room, others] of Object.entries(ROOMS))
    it(`import ${others.length > 0 ? others.join(', ') : 'no other room'} where they are in ${room}`, () => {
      expect(roomsOf(room, atRunTime)).toEqual(others);
    });

  it('are in rooms that only import rooms further up in the list', () => {
    const order = Object.keys(ROOMS);
    for (const [n, room] of order.entries())
      expect(order.slice(0, n)).toEqual(expect.arrayContaining([...(ROOMS[room] ?? [])]));
  });

  it('know nothing of other rooms where they are in media, and only media where they are in signalling', () => {
    expect(roomsOf('media', imports)).toEqual([]);
    expect(roomsOf('signalling', imports)).toEqual(['media']);
  });

  it('see the whole network only in the control and at the top', () => {
    const whole = imports.filter(({ to }) => to === join(CARRIER, 'network.ts'));
    expect([...new Set(whole.map(({ from }) => roomOf(from)))].toSorted()).toEqual(['control', undefined]);
  });

  it('know nothing of the REST interface and the control where they are in a room below those', () => {
    const above = imports.filter(({ to }) => ['rest', 'control'].includes(roomOf(to) ?? ''));
    expect([...new Set(above.map(({ from }) => roomOf(from)))].toSorted()).toEqual([
      'control',
      'rest',
      undefined,
    ]);
  });
});
