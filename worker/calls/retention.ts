import type { CallView } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/machine.ts';
import type { Plan } from './next-steps.ts';

/**
 * How long a call that is over is remembered beside its record: for news that comes late, and longer than a dial's key
 * (24 hours), or repeating the dial would open the call anew.
 */
const RETAINED_MS = 7 * 24 * 60 * 60_000;

/** When a call's own storage can go: never while anything is left to do, or the record does not have it all. */
export const forgetAt = (view: CallView, { steps, wakeAt }: Plan, published: number): number =>
  isOver(view.phase) && steps.length === 0 && wakeAt === undefined && published >= view.version
    ? (view.endedAt ?? view.openedAt) + RETAINED_MS
    : Number.POSITIVE_INFINITY;
