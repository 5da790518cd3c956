import * as z from 'zod';
import { NumberId } from '../ids.ts';
import { settingGroup } from '../settings/group.ts';
import { ClickAction } from '../workspace/click-action.ts';
import { DialerState } from '../workspace/dialer-state.ts';

const RING_SECONDS = { least: 5, most: 60 } as const;
const RingSeconds = z
  .number('Enter a number of seconds.')
  .int('Enter whole seconds.')
  .min(RING_SECONDS.least, `At least ${RING_SECONDS.least} seconds.`)
  .max(RING_SECONDS.most, `At most ${RING_SECONDS.most} seconds.`);

const MOST_WRAP_UP_SECONDS = 600;
const WrapUpSeconds = z
  .number('Enter a number of seconds.')
  .int('Enter whole seconds.')
  .min(0, 'At least 0 seconds.')
  .max(MOST_WRAP_UP_SECONDS, `At most ${MOST_WRAP_UP_SECONDS} seconds.`);

export const dialer = settingGroup({
  fields: {
    dialerEnabled: z.boolean(),
    /** How long a contact's phone rings before the call ends as unanswered. */
    ringSeconds: RingSeconds,
    /** How long a rep has after a call they talked in, before the next one may reach them. */
    wrapUpSeconds: WrapUpSeconds,
    clickAction: ClickAction,
    /** The number to call from when neither a rep nor a rule picks another; null for the oldest. */
    defaultNumber: NumberId.nullable(),
  },
  values: {
    dialerEnabled: z.boolean(),
    ringSeconds: z.number(),
    wrapUpSeconds: z.number(),
    clickAction: ClickAction,
    defaultNumber: NumberId.nullable(),
  },
  about: {
    /** The numbers that may be called from. */
    callable: z.array(z.object({ id: NumberId, e164: z.string(), name: z.string() })),
    ...DialerState.shape,
  },
  defaults: {
    dialerEnabled: false,
    ringSeconds: 25,
    wrapUpSeconds: 15,
    clickAction: 'call',
    defaultNumber: null,
  },
});
