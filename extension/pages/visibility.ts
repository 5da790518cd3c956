import { rectOf } from './natives.ts';

/** How long a control must have been visible and unmoved before a click on it counts as intended. */
const VISIBLE_MS = 500;
/**
 * People click 300 to 600 ms after the button appears. A click is therefore held until the check has passed, and then
 * dials, if it did not come faster than anyone can react (200 ms) and the pointer, moved onto the button by hand, has
 * stayed there unmoved.
 */
const REACTION_MS = 200;
// Chrome requires at least 100 ms between two checks of true visibility.
const LOOK_EVERY_MS = 100;
const STABLE_PX = 2;

export type VisibilityCheck = {
  /** Whether the control has been visible for at least human reaction time. */
  readonly isNoticed: () => boolean;
  /**
   * Resolves to true once nothing has covered, faded or moved the control for long enough, or at once if that is
   * already the case. Resolves to false as soon as something does, or the click is no longer intended.
   */
  readonly passed: (isMeant: () => boolean) => Promise<boolean>;
  /** The same check without waiting. */
  readonly hasPassed: () => boolean;
  readonly stop: () => void;
};

type TrueVisibility = { readonly isVisible?: boolean };

const isSame = (a: DOMRect, b: DOMRect): boolean =>
  Math.abs(a.x - b.x) <= STABLE_PX &&
  Math.abs(a.y - b.y) <= STABLE_PX &&
  Math.abs(a.width - b.width) <= STABLE_PX &&
  Math.abs(a.height - b.height) <= STABLE_PX;

/** Events on a control that the page made invisible are trusted too, so IntersectionObserver v2 checks visibility. */
export const checkVisibility = (control: Element): VisibilityCheck => {
  let since: number | null = null;
  let at: DOMRect | null = null;
  const options = { threshold: 1, trackVisibility: true, delay: LOOK_EVERY_MS };
  const observer = new IntersectionObserver(entries => {
    // A control that was hidden and visible again within one delivery counts as hidden: its time starts over.
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
