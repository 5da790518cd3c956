/**
 * Everything the engine does outside of a request runs under it: an exception in a timer, a beat, a socket or a
 * promise that nobody awaits is a bug in the carrier, and is recorded. Without the guard Node would end the process,
 * and every call of every test with it.
 */
export type Guard = {
  /** Runs `act` now. False when it threw. */
  run(act: () => void): boolean;
  /** For a promise that nobody awaits. */
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

/** For parts that run without a carrier: exceptions are rethrown. */
export const bareGuard: Guard = createGuard(thrown => {
  throw thrown;
});
