import type { CallView } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/phase.ts';
import type { Plan } from './steps/next-steps.ts';

/**
 * How long an ended call's own storage is retained next to its record: for late events, and longer than a dial's key
 * (24 hours), because otherwise a repeated dial would open the call again.
 */
const RETAINED_MS = 7 * 24 * 60 * 60_000;

/** When a call's own storage can be deleted: never while a step is left, or before the record is complete. */
export const forgetAt = (view: CallView, { steps, wakeAt }: Plan, published: number): number =>
  isOver(view.phase) && steps.length === 0 && wakeAt === undefined && published >= view.version
    ? (view.endedAt ?? view.openedAt) + RETAINED_MS
    : Number.POSITIVE_INFINITY;
