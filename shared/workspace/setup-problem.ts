import * as z from 'zod';

/** What stands in the way of calling, found when the carrier was asked. */
export const SetupProblem = z.discriminatedUnion('kind', [
  /** The organization's plan does not include the dialer (F047). */
  z.object({ kind: z.literal('not_in_plan') }),
  z.object({ kind: z.literal('account_missing') }),
  z.object({ kind: z.literal('key_missing') }),
  z.object({ kind: z.literal('token_refused') }),
  z.object({ kind: z.literal('key_refused') }),
  z.object({ kind: z.literal('account_suspended') }),
  z.object({ kind: z.literal('account_closed') }),
  /** A stored secret that no key of this installation can decrypt any more. */
  z.object({ kind: z.literal('secret_lost') }),
  z.object({ kind: z.literal('carrier_silent') }),
  /** The carrier takes no more requests for now; nothing was done. */
  z.object({ kind: z.literal('carrier_busy') }),
  /** The carrier refused something else; `message` is the carrier's own text. */
  z.object({ kind: z.literal('carrier_refused'), code: z.number(), message: z.string() }),
  z.object({ kind: z.literal('no_numbers') }),
  z.object({ kind: z.literal('number_gone'), number: z.string() }),
  /** The workspace allows this country, but the carrier does not let the account call there. */
  z.object({ kind: z.literal('country_barred'), country: z.string() }),
  /** Calls are to be forwarded to a number that the workspace does not allow to be called. */
  z.object({ kind: z.literal('forward_not_allowed'), number: z.string(), forwardTo: z.string() }),
]);
export type SetupProblem = z.infer<typeof SetupProblem>;
