/** Notices when the browser holds this document's timers back, as it may do to documents in the background. */
const EVERY_MS = 30_000;
const REMEMBER_MS = 30 * 60_000;

/**
 * Returns a function that says by how much timers were late at worst in the last half hour, in milliseconds. `now`
 * should stand still while the computer sleeps: that delays everything, and is no fault of the browser's.
 */
export const watchTimers = (now: () => number): (() => number) => {
  let late: readonly { readonly at: number; readonly ms: number }[] = [];
  const wait = (): void => {
    const due = now() + EVERY_MS;
    setTimeout(() => {
      const at = now();
      late = [...late.filter(each => at - each.at < REMEMBER_MS), { at, ms: Math.max(0, at - due) }];
      wait();
    }, EVERY_MS);
  };
  wait();
  return () => Math.max(0, ...late.map(({ ms }) => ms));
};
