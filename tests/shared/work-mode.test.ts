import { describe, expect, test } from 'vitest';
import { type CallStep, needsForward, stepsOf, WorkMode } from '../../shared/incoming/work-mode.ts';

const BOTH = [true, false] as const;
const MOMENTS = WorkMode.options.flatMap(mode =>
  BOTH.flatMap(isOpen => BOTH.map(canForward => ({ mode, isOpen, canForward }))),
);

/** What each mode does with a Forward Number: in business hours, and outside them. */
const TABLE: Readonly<Record<WorkMode, readonly [open: readonly CallStep[], closed: readonly CallStep[]]>> = {
  always_on: [
    ['reps', 'forward', 'voicemail'],
    ['reps', 'forward', 'voicemail'],
  ],
  forward_off_hours: [
    ['reps', 'forward', 'voicemail'],
    ['forward', 'voicemail'],
  ],
  message_off_hours: [['reps', 'forward', 'voicemail'], ['message']],
  always_forward: [
    ['forward', 'voicemail'],
    ['forward', 'voicemail'],
  ],
  voicemail: [['voicemail'], ['voicemail']],
  voicemail_off_hours: [['reps', 'forward', 'voicemail'], ['voicemail']],
};

describe('the steps of a call', () => {
  test.each(WorkMode.options)('follow from the work mode %s and the hours', mode => {
    const [open, closed] = TABLE[mode];
    expect(stepsOf({ mode, isOpen: true, canForward: true })).toEqual(open);
    expect(stepsOf({ mode, isOpen: false, canForward: true })).toEqual(closed);
  });

  test('are the same without a Forward Number, except that nobody is forwarded', () => {
    for (const { mode, isOpen } of MOMENTS)
      expect(stepsOf({ mode, isOpen, canForward: false })).toEqual(
        stepsOf({ mode, isOpen, canForward: true }).filter(step => step !== 'forward'),
      );
  });

  test('end with words to the caller, never ring twice, and never forward before reps are rung', () => {
    for (const moment of MOMENTS) {
      const steps = stepsOf(moment);
      expect(['voicemail', 'message']).toContain(steps.at(-1));
      expect(new Set(steps).size).toBe(steps.length);
      expect(steps.indexOf('reps')).toBeLessThanOrEqual(0);
    }
  });

  test('of a mode that needs a Forward Number begin with it once the workspace is closed', () => {
    for (const mode of WorkMode.options)
      expect(stepsOf({ mode, isOpen: false, canForward: true })[0] === 'forward').toBe(needsForward(mode));
  });
});
