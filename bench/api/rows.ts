import { type Row, rowOf } from '../row.ts';
import { median } from '../statistics.ts';

type Measured = {
  /** Requests per second, by kind of request. */
  readonly rates: Readonly<Record<string, readonly number[]>>;
  readonly load: string;
  /** Milliseconds per request, sent one at a time. */
  readonly times: Readonly<Record<string, readonly number[]>>;
  readonly single: string;
};

/** A figure next to its floor; `gate` and `goal` are ratios to the floor. */
type Against = {
  readonly name: string;
  readonly of: string;
  readonly floor: { readonly name: string; readonly of: string };
  readonly gate: number;
  readonly goal: number;
};

const ANSWERS = { name: 'a Worker that only answers', of: 'bare' };
const HOP = { name: 'one Durable Object hop', of: 'hop' };

export const rowsOf = ({ rates, load, times, single }: Measured): readonly Row[] => {
  const rate = ({ name, of, floor, gate, goal }: Against): Row =>
    rowOf({
      area: 'api',
      unit: '/s',
      name: `${name}, ${load}`,
      value: median(rates[of] ?? []),
      floor: { name: floor.name, value: median(rates[floor.of] ?? []) },
      gate: { of: 'ratio', least: gate },
      goal: { of: 'ratio', least: goal },
    });
  const time = ({ name, of, floor, gate, goal }: Against): Row =>
    rowOf({
      area: 'api',
      unit: 'ms',
      name: `${name}, ${single}`,
      value: median(times[of] ?? []),
      floor: { name: floor.name, value: median(times[floor.of] ?? []) },
      gate: { of: 'ratio', most: gate },
      goal: { of: 'ratio', most: goal },
    });
  const me = 'authorised route GET /v1/me, to';
  const dial = 'a dial’s round trip, to';
  const read = { name: 'one read of D1', of: 'read' };
  const four = { name: 'two reads, two rows in objects', of: 'answers' };
  return [
    rate({ name: 'bare route GET /v1/health', of: 'health', floor: ANSWERS, gate: 0.6, goal: 0.9 }),
    rate({ name: `${me} its read of D1`, of: 'me', floor: read, gate: 0.6, goal: 0.75 }),
    rate({ name: `${me} one hop`, of: 'me', floor: HOP, gate: 0.15, goal: 0.75 }),
    rate({
      name: 'verified webhook with durable fact, to one hop',
      of: 'webhook',
      floor: HOP,
      gate: 0.5,
      goal: 0.75,
    }),
    time({ name: `${dial} a bare route`, of: 'dial', floor: ANSWERS, gate: 30, goal: 4 }),
    time({ name: `${dial} the four answers it waits for`, of: 'dial', floor: four, gate: 3, goal: 1.5 }),
  ];
};
