/** Why the carrier did not accept a call, in more detail than the end reason. Nobody was rung. */
import * as z from 'zod';

export const EndDetail = z.enum([
  /** The account's geographic permissions exclude the country. */
  'country_blocked',
  'number_blocked',
  'not_verified',
  'caller_id_refused',
  'too_many_calls',
  'account_refused',
  'network_busy',
]);
export type EndDetail = z.infer<typeof EndDetail>;
