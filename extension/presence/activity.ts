/** Notices that somebody uses this page (F061). */
const EVENTS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
/** Saying so more often changes nothing: Away comes after ten minutes. */
const SAY_EVERY_MS = 60_000;

/** Says at once that the page is used, and then at most once a minute. Returns a function that stops. */
export const watchActivity = (say: () => void, now: () => number): (() => void) => {
  let saidAt = Number.NEGATIVE_INFINITY;
  const notice = (event: Event): void => {
    // What a page's own script does is not a person.
    if (!event.isTrusted || now() - saidAt < SAY_EVERY_MS) return;
    saidAt = now();
    say();
  };
  for (const each of EVENTS) addEventListener(each, notice, { capture: true, passive: true });
  return () => {
    for (const each of EVENTS) removeEventListener(each, notice, { capture: true });
  };
};
