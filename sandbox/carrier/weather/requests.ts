import { dice, hash } from '../dice.ts';
import { type Aimed, createAimed } from './aimed.ts';
import type { ReadFaultPlan, RequestAct, RequestMatch } from './plan.ts';

type Rates = NonNullable<ReadFaultPlan['rest']>;

export type RequestFaults = {
  readonly aimed: Aimed<RequestMatch, RequestAct>;
  plan(rates: Rates | undefined, seed: number): void;
  /** The fault that strikes this request; the first one wins. */
  treat(method: string, path: string): RequestAct | undefined;
};

const matches = (on: RequestMatch, method: string, path: string): boolean =>
  (on.method === undefined || on.method === method) && (on.path === undefined || path.includes(on.path));

const draw = (rates: Rates, seed: number): RequestAct | undefined => {
  const next = dice(seed);
  const acts: RequestAct[] = [];
  const roll = (rate: number, act: RequestAct) => {
    if (next() < rate) acts.push(act);
  };
  roll(rates.timeoutBefore, { act: 'timeoutBefore' });
  roll(rates.timeoutAfter, { act: 'timeoutAfter' });
  roll(rates.status429, { act: 'refuse', status: 429 });
  roll(rates.status5xx, { act: 'refuse', status: 500 });
  const delayMs = Math.round(next() * rates.delayMs);
  roll(rates.delay, { act: 'delay', delayMs });
  return acts[0];
};

// SIDs and room names differ in every run.
const shapeOf = (method: string, path: string): string =>
  `${method} ${path.replace(/\b[A-Z]{2}[0-9a-f]{32}\b/g, 'SID').replace(/(\/Conferences\/)[^/.]+/, '$1ROOM')}`;

export const createRequestFaults = (): RequestFaults => {
  const aimed = createAimed<RequestMatch, RequestAct>();
  const seen = new Map<string, number>();
  let rates: Rates | undefined;
  let seed = 1;
  return {
    aimed,
    plan(newRates, newSeed) {
      rates = newRates;
      seed = newSeed;
      seen.clear();
    },
    treat(method, path) {
      const [struck] = aimed.strike(on => matches(on, method, path));
      if (struck || !rates || !matches(rates.on, method, path)) return struck;
      const shape = shapeOf(method, path);
      const nth = seen.get(shape) ?? 0;
      seen.set(shape, nth + 1);
      return draw(rates, hash(`${seed} ${shape} ${nth}`));
    },
  };
};
