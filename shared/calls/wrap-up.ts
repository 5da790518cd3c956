import type { CallView } from './contract.ts';
import { isOver } from './phase.ts';

/** When the wrap-up after a call ends, on the server's clock; undefined when the rep did not talk to anybody. */
export const wrapUpUntil = (
  call: Pick<CallView, 'phase' | 'answeredAt' | 'endedAt' | 'wrapUpSeconds'>,
): number | undefined =>
  isOver(call.phase) && call.answeredAt !== undefined && call.endedAt !== undefined && call.wrapUpSeconds
    ? call.endedAt + call.wrapUpSeconds * 1000
    : undefined;
