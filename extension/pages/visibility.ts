import { rectOf } from './natives.ts';

/** How long a control must have been seen, unmoved, before a press on it counts as meant. */
const VISIBLE_MS = 500;
/**
 * People press 300 to 600 ms after the button came: a press is held until the check has passed and then dials, if it came
 * no sooner than anyone can react (200 ms) and the pointer, moved onto the button by hand, has stayed there unmoved.
 */
const REACTION_MS = 200;
// Chrome wants at least 100 ms between two looks when it is asked about true visibility.
const LOOK_EVERY_MS = 100;
const STABLE_PX = 2;

export type VisibilityCheck = {
  /** Whether the control has been in sight for as long as it takes to react to it. */
  readonly isNoticed: () => boolean;
  /**
   * True once nothing has covered, faded or moved the control for long enough, at once where that is so already. False as
   * soon as something does, or as the press is no longer meant.
   */
  readonly passed: (isMeant: () => boolean) => Promise<boolean>;
  /** The same, for a press that cannot wait. */
  readonly hasPassed: () => boolean;
  readonly stop: () => void;
};

type TrueVisibility = { readonly isVisible?: boolean };

const isSame = (a: DOMRect, b: DOMRect): boolean =>
  Math.abs(a.x - b.x) <= STABLE_PX &&
  Math.abs(a.y - b.y) <= STABLE_PX &&
  Math.abs(a.width - b.width) <= STABLE_PX &&
  Math.abs(a.height - b.height) <= STABLE_PX;

/** A press is trusted even on a control the page made invisible (IntersectionObserver v2 is what tells). */
export const checkVisibility = (control: Element): VisibilityCheck => {
  let since: number | null = null;
  let at: DOMRect | null = null;
  const options = { threshold: 1, trackVisibility: true, delay: LOOK_EVERY_MS };
  const observer = new IntersectionObserver(entries => {
    // Seen again after it was hidden within one delivery is hidden all the same: its time begins anew.
    if (entries.some(({ isVisible }: IntersectionObserverEntry & TrueVisibility) => isVisible !== true))
      since = null;
    const last: (IntersectionObserverEntry & TrueVisibility) | undefined = entries.at(-1);
    if (last?.isVisible !== true) return;
    const rect = rectOf(control);
    if (since === null || at === null || !isSame(at, rect)) since = performance.now();
    at = rect;
  }, options);
  observer.observe(control);

  const seenForMs = (): number =>
    since !== null && at !== null && isSame(at, rectOf(control)) ? performance.now() - since : -1;
  const hasPassed = () => seenForMs() >= VISIBLE_MS;

  return {
    isNoticed: () => seenForMs() >= REACTION_MS,
    hasPassed,
    passed: isMeant =>
      new Promise(resolve => {
        const from = since;
        const givesUpAt = performance.now() + VISIBLE_MS;
        const look = () => {
          if (hasPassed()) resolve(since === from && isMeant());
          else if (since === null || since !== from || !isMeant() || performance.now() > givesUpAt)
            resolve(false);
          else requestAnimationFrame(look);
        };
        look();
      }),
    stop: () => {
      since = null;
      observer.disconnect();
    },
  };
};
