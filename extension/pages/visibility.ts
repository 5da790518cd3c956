import { rectOf } from './natives.ts';

/** How long a control must have been seen, unmoved, before a press on it counts as meant. */
const PROOF_MS = 500;
// Chrome wants at least 100 ms between two looks when it is asked about true visibility.
const LOOK_EVERY_MS = 100;
const STABLE_PX = 2;

export type VisibilityProof = {
  /** Nothing has covered, faded or moved the control for long enough. */
  readonly isProven: () => boolean;
  readonly stop: () => void;
};

type TrueVisibility = { readonly isVisible?: boolean };

const isSame = (a: DOMRect, b: DOMRect): boolean =>
  Math.abs(a.x - b.x) <= STABLE_PX &&
  Math.abs(a.y - b.y) <= STABLE_PX &&
  Math.abs(a.width - b.width) <= STABLE_PX &&
  Math.abs(a.height - b.height) <= STABLE_PX;

/** A press is trusted even on a control the page made invisible (IntersectionObserver v2 is what tells). */
export const proveVisible = (control: Element): VisibilityProof => {
  let since: number | null = null;
  let at: DOMRect | null = null;
  const options = { threshold: 1, trackVisibility: true, delay: LOOK_EVERY_MS };
  const observer = new IntersectionObserver(entries => {
    const last: (IntersectionObserverEntry & TrueVisibility) | undefined = entries.at(-1);
    if (last?.isVisible !== true) {
      since = null;
      return;
    }
    const rect = rectOf(control);
    if (since === null || at === null || !isSame(at, rect)) since = performance.now();
    at = rect;
  }, options);
  observer.observe(control);
  return {
    isProven: () => {
      if (since === null || at === null || performance.now() - since < PROOF_MS) return false;
      return isSame(at, rectOf(control));
    },
    stop: () => observer.disconnect(),
  };
};
