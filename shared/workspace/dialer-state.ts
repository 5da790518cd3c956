import * as z from 'zod';
import { Entitlement } from './plan.ts';
import { SetupProblem } from './setup-problem.ts';

/** Whether calls can be made, and what the carrier said of the account when it was last asked. */
export const DialerState = z.object({
  /**
   * `off`: the dialer is not enabled. `ready`: calls go out, though something may still need fixing.
   * `not_ready`: calls do not go out; `problems` says why.
   */
  dialer: z.enum(['off', 'ready', 'not_ready']),
  problems: z.array(SetupProblem),
  /** What the organization's plan does not include. */
  withheld: z.array(Entitlement),
  /** A trial account calls verified numbers only, for ten minutes at most. Null while this is unknown. */
  accountKind: z.enum(['trial', 'full']).nullable(),
  /** How many calls the carrier lets this account have at the same time; null for no known limit. */
  mostCalls: z.number().int().nullable(),
  /** When the carrier was last asked, milliseconds UTC. */
  checkedAt: z.number().nullable(),
});
export type DialerState = z.infer<typeof DialerState>;
