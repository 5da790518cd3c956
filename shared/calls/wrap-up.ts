import type { CallView } from './contract.ts';
import { isOver } from './machine.ts';

/** Until when a rep is busy with what a call leaves to do, on the server's clock; undefined where they did not talk. */
export const wrapUpUntil = (
  call: Pick<CallView, 'phase' | 'answeredAt' | 'endedAt' | 'wrapUpSeconds'>,
): number | undefined =>
  isOver(call.phase) && call.answeredAt !== undefined && call.endedAt !== undefined && call.wrapUpSeconds
    ? call.endedAt + call.wrapUpSeconds * 1000
    : undefined;
