import { rectOf } from './natives.ts';
import { holds } from './target.ts';

export type Arrival = {
  /** Whether the pointer is on the control and was moved there by the user. */
  readonly isByHand: () => boolean;
  readonly stop: () => void;
};

/** A control that was placed under a resting pointer never sees the pointer outside it first. */
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
    // :hover comes from the browser: a page can suppress the event that the pointer left, but not the state.
    isByHand: () => wasBeside && control.matches(':hover'),
    stop: () => ending.abort(),
  };
};
