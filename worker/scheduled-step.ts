import type { Clock } from '../shared/clock.ts';

/** A step of the scheduled work, declared by a capability. Steps are independent: one that fails stops no other. */
export type Step = {
  readonly name: string;
  readonly do: (env: Env, clock: Clock) => Promise<void>;
};

const DAY_MS = 24 * 60 * 60_000;

/** The time this many days ago. */
export const timeBefore = (clock: Clock, days: number): number => clock.now() - days * DAY_MS;
