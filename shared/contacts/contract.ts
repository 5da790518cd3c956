import * as z from 'zod';
import { CallContact } from '../calls/contract.ts';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { E164 } from '../numbers/contract.ts';

/** Who is behind this number, as typed or as found in a page; null when nobody is known. Never creates. */
export const lookUp = endpoint({
  name: 'contacts.lookUp',
  method: 'GET',
  path: '/v1/contacts/by-number/:number',
  may: 'viewContacts',
  request: z.object({ number: z.string().min(1).max(64) }),
  reply: z.object({ e164: E164.nullable(), contact: CallContact.nullable() }),
  refusal: NoRefusal,
  refusals: {},
});
