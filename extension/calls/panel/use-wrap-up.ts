import { wrapUpUntil } from '../../../shared/calls/wrap-up.ts';
import type { Panel } from './model.ts';
import { useCountdown } from './use-countdown.ts';

/** Milliseconds left of the wrap-up of the shown call; 0 if there is none. */
export const useWrapUp = (panel: Panel): number => {
  const state = panel.state.value;
  const view = state?.call?.refused ? null : state?.call?.view;
  // An end on this side is shown before the Worker has reported it.
  const shown = view && state?.call ? { ...view, phase: state.call.phase } : null;
  return useCountdown(panel.ports.now, state?.skewMs ?? 0, shown ? wrapUpUntil(shown) : undefined);
};
