import { rectOf } from './natives.ts';
import { holds } from './target.ts';

export type Arrival = {
  /** The pointer is on the control, and the user's own hand brought it there. */
  readonly isByHand: () => boolean;
  readonly stop: () => void;
};

/** A control that was put under a resting pointer never sees that pointer beside it first; one that is moved to does. */
export const watchArrival = (control: HTMLElement): Arrival => {
  let wasBeside = false;
  const ending = new AbortController();
  window.addEventListener(
    'pointermove',
    event => {
      const rect = rectOf(control);
      if (!event.isTrusted || rect.width === 0 || holds(rect, event.clientX, event.clientY)) return;
      wasBeside = true;
      ending.abort();
    },
    { capture: true, passive: true, signal: ending.signal },
  );
  return {
    // The browser's own word for it: a page can keep us from hearing that the pointer left, but not from seeing it.
    isByHand: () => wasBeside && control.matches(':hover'),
    stop: () => ending.abort(),
  };
};
