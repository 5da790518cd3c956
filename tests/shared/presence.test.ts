import { describe, expect, test } from 'vitest';
import { MemberId } from '../../shared/ids.ts';
import {
  AWAY_AFTER_MS,
  nextChangeAt,
  OFFLINE_AFTER_MS,
  type Situation,
  statusOf,
} from '../../shared/presence/rules.ts';
import { teamRows } from '../../shared/presence/team.ts';

const NOW = Date.UTC(2026, 11, 1, 9);
const HERE: Situation = {
  picked: 'online',
  hereUntil: NOW + OFFLINE_AFTER_MS,
  busyUntil: 0,
  idleSince: null,
};
const at = (change: Partial<Situation>, now = NOW) => statusOf({ ...HERE, ...change }, now);
const idleFor = (seconds: number) => ({ idleSince: NOW - seconds * 1000 });

describe('a status', () => {
  test('is what was picked while nothing else is known', () => {
    for (const picked of ['online', 'away', 'do_not_disturb'] as const) expect(at({ picked })).toBe(picked);
  });

  test('becomes Away after 600 s without activity, and not after 599 [F061.1]', () => {
    expect(at(idleFor(599))).toBe('online');
    expect(at(idleFor(600))).toBe('away');
    expect(at({ idleSince: null })).toBe('online');
  });

  test('that was picked is not touched by activity or by its absence [F061.3]', () => {
    for (const picked of ['away', 'do_not_disturb'] as const)
      for (const activity of [{ idleSince: null }, idleFor(1), idleFor(6_000)])
        expect(at({ picked, ...activity })).toBe(picked);
  });

  test('never becomes Away by itself during a call or wrap-up, nor at once afterwards [F061.4]', () => {
    expect(at({ ...idleFor(6_000), busyUntil: Number.POSITIVE_INFINITY })).toBe('in_call');
    expect(at({ ...idleFor(6_000), busyUntil: NOW + 1 })).toBe('in_call');
    expect(at({ ...idleFor(6_000), busyUntil: NOW })).toBe('online');
    expect(at({ ...idleFor(6_000), busyUntil: NOW - AWAY_AFTER_MS + 1 })).toBe('online');
    expect(at({ ...idleFor(6_000), busyUntil: NOW - AWAY_AFTER_MS })).toBe('away');
  });

  test('is Offline for whoever is not connected, even with a call', () => {
    expect(at({ hereUntil: NOW })).toBe('offline');
    expect(at({ hereUntil: NOW, busyUntil: Number.POSITIVE_INFINITY })).toBe('offline');
    expect(at({ hereUntil: NOW + 1 })).toBe('online');
  });
});

test('the next change by time alone is the earliest that lies ahead', () => {
  const next = (change: Partial<Situation>) => nextChangeAt({ ...HERE, ...change }, NOW);
  expect(next({})).toBe(NOW + OFFLINE_AFTER_MS);
  expect(next({ busyUntil: NOW + 15_000 })).toBe(NOW + 15_000);
  expect(next({ ...idleFor(590) })).toBe(NOW + 10_000);
  expect(next({ hereUntil: NOW - 1 })).toBe(Number.POSITIVE_INFINITY);
});

test('the team is listed by who can be reached, then by name; strangers are Offline', () => {
  const id = (letter: string) => MemberId.parse(`mem_${letter.repeat(26)}`);
  const members = ['Zoe', 'Ana', 'Ben 10', 'Ben 9', 'Cy'].map((name, n) => ({
    id: id('abcde'[n] ?? ''),
    name,
  }));
  const statuses = new Map([
    [id('a'), { status: 'online', since: 1 }],
    [id('b'), { status: 'offline', since: 2 }],
    [id('c'), { status: 'in_call', since: 3 }],
    [id('d'), { status: 'in_call', since: 4 }],
  ] as const);
  expect(teamRows(members, statuses).map(({ name, status, since }) => [name, status, since])).toEqual([
    ['Zoe', 'online', 1],
    ['Ben 9', 'in_call', 4],
    ['Ben 10', 'in_call', 3],
    ['Ana', 'offline', 2],
    ['Cy', 'offline', null],
  ]);
});
