/**
 * Everything the engine does outside of a request runs under it: what a timer, a beat, a socket or a promise nobody
 * waits for throws is a mistake of the carrier's own, and is noted. Without it Node ends the process, and every call of
 * every test with it.
 */
export type Guard = {
  /** Runs it now. False when it broke. */
  run(act: () => void): boolean;
  /** For a promise nobody waits for. */
  detach(work: Promise<unknown>): void;
  broke(thrown: unknown): void;
};

export const createGuard = (broke: (thrown: unknown) => void): Guard => ({
  run(act) {
    try {
      act();
      return true;
    } catch (thrown) {
      broke(thrown);
      return false;
    }
  },
  detach(work) {
    work.catch(broke);
  },
  broke,
});

/** For parts that run on their own, outside of a carrier: what breaks is thrown. */
export const bareGuard: Guard = createGuard(thrown => {
  throw thrown;
});
