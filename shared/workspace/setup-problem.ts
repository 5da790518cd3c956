import * as z from 'zod';

/** What stands in the way of calling, found when the carrier was asked. */
export const SetupProblem = z.discriminatedUnion('kind', [
  /** The plan of the organization leaves the dialer out (F047). */
  z.object({ kind: z.literal('not_in_plan') }),
  z.object({ kind: z.literal('account_missing') }),
  z.object({ kind: z.literal('key_missing') }),
  z.object({ kind: z.literal('token_refused') }),
  z.object({ kind: z.literal('key_refused') }),
  z.object({ kind: z.literal('account_suspended') }),
  z.object({ kind: z.literal('account_closed') }),
  /** A secret that no key of this installation opens any more. */
  z.object({ kind: z.literal('secret_lost') }),
  z.object({ kind: z.literal('carrier_silent') }),
  /** It takes no more requests for now; nothing was done. */
  z.object({ kind: z.literal('carrier_busy') }),
  /** The carrier said no to something else; `message` is in its own words. */
  z.object({ kind: z.literal('carrier_refused'), code: z.number(), message: z.string() }),
  z.object({ kind: z.literal('no_numbers') }),
  z.object({ kind: z.literal('number_gone'), number: z.string() }),
  /** The workspace allows it, and the carrier does not let the account call there. */
  z.object({ kind: z.literal('country_barred'), country: z.string() }),
  /** Callers are to be put through to a number that the workspace does not let anybody call. */
  z.object({ kind: z.literal('forward_not_allowed'), number: z.string(), forwardTo: z.string() }),
]);
export type SetupProblem = z.infer<typeof SetupProblem>;
