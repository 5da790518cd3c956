/** Milliseconds UTC. Everything time-based takes one, so tests own time. */
export type Clock = { now(): number };
