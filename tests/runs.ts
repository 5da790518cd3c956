import fc from 'fast-check';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** How many times the usual count (vitest.config.ts, from the environment's RUNS). */
    runs: number;
  }
}

/** How often a property or a race is tried: `usual` times, or a multiple of that under `npm run test:long`. */
export const runs = (usual: number): number => Math.max(1, Math.round(usual * inject('runs')));

/** A test's own time limit, in milliseconds. */
export const longer = (usualMs: number): number => Math.max(usualMs, usualMs * inject('runs'));

/** For a race that is one entire test: `test(title, repeated(), …)` runs the test that many times. */
export const repeated = (): { readonly repeats: number } => ({ repeats: runs(1) - 1 });

const FAST_CHECKS_OWN = 100;
// Properties without a count of their own.
if (inject('runs') !== 1) fc.configureGlobal({ numRuns: runs(FAST_CHECKS_OWN) });
