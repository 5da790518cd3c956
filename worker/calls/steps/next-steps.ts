/**
 * What a call needs next, given its facts, its legs and what was tried already. Pure: LiveCall carries it out. Each
 * concern sees the whole situation and answers with the steps that are due now or later.
 */
import { merge } from '../../../shared/calls/machine.ts';
import { isOver } from '../../../shared/calls/phase.ts';
import { admitting } from './admitting.ts';
import { ending } from './ending.ts';
import { holding } from './holding.ts';
import { joining } from './joining.ts';
import { offering } from './offering.ts';
import { reconciling } from './reconciling.ts';
import { recordingSteps } from './recording.ts';
import type { Due, Situation, Step } from './situation.ts';

export type Plan = {
  readonly steps: readonly Step[];
  /** When to look again, milliseconds UTC; undefined when nothing is left to wait for. */
  readonly wakeAt: number | undefined;
};

const dueOf = (situation: Situation): Due[] => {
  const state = merge(situation.facts);
  if (isOver(state.phase)) return ending(situation);
  return [
    ...offering(situation, state),
    ...admitting(situation),
    ...holding(situation, state),
    ...joining(situation),
    ...reconciling(situation),
    ...recordingSteps(situation, state),
  ];
};

/** Two concerns may want the same thing; it is done once. */
const isFirst = (step: Step, index: number, steps: readonly Step[]): boolean =>
  step.do === 'record' ||
  steps.findIndex(each => each.do === 'carryOut' && each.effect === step.effect) === index;

export const nextSteps = (situation: Situation, now: number): Plan => {
  const due = dueOf(situation);
  const later = due.filter(each => each.at > now).map(each => each.at);
  return {
    steps: due
      .filter(each => each.at <= now)
      .map(each => each.step)
      .filter(isFirst),
    wakeAt: later.length > 0 ? Math.min(...later) : undefined,
  };
};
