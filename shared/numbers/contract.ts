import * as z from 'zod';
import { DIALER_ROLES, endpoint, NoRefusal } from '../endpoint.ts';
import { NumberId } from '../ids.ts';

/** A number in E.164: + and 7 to 15 digits. */
export const E164 = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/)
  .brand<'E164'>();
export type E164 = z.infer<typeof E164>;

export const NumberView = z.object({ id: NumberId, e164: E164, name: z.string(), areaCode: z.string() });
export type NumberView = z.infer<typeof NumberView>;

/** The workspace's own numbers, oldest first. */
export const listNumbers = endpoint({
  name: 'numbers.list',
  method: 'GET',
  path: '/v1/numbers',
  roles: DIALER_ROLES,
  request: z.object({}),
  reply: z.object({ numbers: z.array(NumberView) }),
  refusal: NoRefusal,
  refusals: {},
});
