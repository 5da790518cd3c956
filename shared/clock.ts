/** Milliseconds UTC. Everything time-based takes a Clock, so that tests control time. */
export type Clock = { now(): number };
