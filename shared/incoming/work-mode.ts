/** What becomes of a call to a number, in business hours and outside them. Pure. */
import * as z from 'zod';

/** The six work modes of a number (F100). */
export const WorkMode = z.enum([
  'always_on',
  'forward_off_hours',
  'message_off_hours',
  'always_forward',
  'voicemail',
  'voicemail_off_hours',
]);
export type WorkMode = z.infer<typeof WorkMode>;

/**
 * One step a call takes. `reps`: they are rung together. `forward`: the number's Forward Number is called. `voicemail`:
 * the caller hears the greeting and may leave a message. `message`: they hear the Off-Hours Message, and a message of
 * theirs is recorded if the number says so.
 */
export type CallStep = 'reps' | 'forward' | 'voicemail' | 'message';

type Moment = {
  readonly mode: WorkMode;
  /** Whether the workspace is open now. */
  readonly isOpen: boolean;
  /** Whether the number has a Forward Number that may be called. */
  readonly canForward: boolean;
};

type Chain = readonly [CallStep, ...CallStep[]];

const forward = ({ canForward }: Moment): Chain => (canForward ? ['forward', 'voicemail'] : ['voicemail']);

/** The first responder is the reps. A call that none of them takes goes to the Forward Number, if there is one. */
const responder = (moment: Moment): Chain => ['reps', ...forward(moment)];

/** The steps of a call, in order, each taken if the one before led to nobody. The last leads to an end. */
export const stepsOf = (moment: Moment): Chain => {
  const { mode, isOpen } = moment;
  switch (mode) {
    case 'always_on':
      return responder(moment);
    case 'forward_off_hours':
      return isOpen ? responder(moment) : forward(moment);
    case 'message_off_hours':
      return isOpen ? responder(moment) : ['message'];
    case 'always_forward':
      return forward(moment);
    case 'voicemail':
      return ['voicemail'];
    case 'voicemail_off_hours':
      return isOpen ? responder(moment) : ['voicemail'];
  }
};

/** Whether the mode is nothing without a Forward Number. */
export const needsForward = (mode: WorkMode): boolean =>
  mode === 'forward_off_hours' || mode === 'always_forward';

/** The Off-Hours Message of a number that has none of its own. */
export const OFF_HOURS_MESSAGE = "Thanks for calling. We're closed. Leave a message.";

/** How long reps are rung, in seconds. */
export const RING_SECONDS = { least: 5, usual: 20, most: 60 } as const;
