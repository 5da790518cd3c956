import { wrapUpUntil } from '../../../shared/calls/wrap-up.ts';
import type { Panel } from './model.ts';
import { useCountdown } from './use-countdown.ts';

/** How much of the wrap-up of the call that is shown is left, milliseconds; 0 where there is none. */
export const useWrapUp = (panel: Panel): number => {
  const state = panel.state.value;
  const view = state?.call?.refused ? null : state?.call?.view;
  // An end of our own making shows before the Worker has said it.
  const shown = view && state?.call ? { ...view, phase: state.call.phase } : null;
  return useCountdown(panel.ports.now, state?.skewMs ?? 0, shown ? wrapUpUntil(shown) : undefined);
};
