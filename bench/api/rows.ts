import { type Row, rowOf } from '../row.ts';
import { median } from '../statistics.ts';

type Measured = {
  /** Requests a second, by what was asked. */
  readonly rates: Readonly<Record<string, readonly number[]>>;
  readonly load: string;
  /** Milliseconds of one at a time. */
  readonly times: Readonly<Record<string, readonly number[]>>;
  readonly single: string;
};

export const rowsOf = ({ rates, load, times, single }: Measured): readonly Row[] => {
  const rate = (kind: string) => median(rates[kind] ?? []);
  const time = (kind: string) => median(times[kind] ?? []);
  const api = { area: 'api', unit: '/s' } as const;
  const hop = { name: 'one Durable Object hop', value: rate('hop') };
  const read = { name: 'one read of D1', value: rate('read') };
  const dial = { area: 'api', value: time('dial'), unit: 'ms' } as const;
  return [
    rowOf({
      ...api,
      name: `bare route GET /v1/health, ${load}`,
      value: rate('health'),
      floor: { name: 'a Worker that only answers', value: rate('bare') },
      gate: { of: 'ratio', least: 0.6 },
      goal: { of: 'ratio', least: 0.9 },
    }),
    rowOf({
      ...api,
      name: `authorised route GET /v1/me, to its read of D1, ${load}`,
      value: rate('me'),
      floor: read,
      gate: { of: 'ratio', least: 0.6 },
      goal: { of: 'ratio', least: 0.75 },
    }),
    rowOf({
      ...api,
      name: `authorised route GET /v1/me, to one hop, ${load}`,
      value: rate('me'),
      floor: hop,
      gate: { of: 'ratio', least: 0.15 },
      goal: { of: 'ratio', least: 0.75 },
    }),
    rowOf({
      ...api,
      name: `verified webhook with durable fact, to one hop, ${load}`,
      value: rate('webhook'),
      floor: hop,
      gate: { of: 'ratio', least: 0.5 },
      goal: { of: 'ratio', least: 0.75 },
    }),
    rowOf({
      ...dial,
      name: `a dial’s round trip, to a bare route, ${single}`,
      floor: { name: 'a Worker that only answers', value: time('bare') },
      gate: { of: 'ratio', most: 30 },
      goal: { of: 'ratio', most: 4 },
    }),
    rowOf({
      ...dial,
      name: `a dial’s round trip, to the four answers it waits for, ${single}`,
      floor: { name: 'two reads, two rows in objects', value: time('answers') },
      gate: { of: 'ratio', most: 3 },
      goal: { of: 'ratio', most: 1.5 },
    }),
  ];
};
