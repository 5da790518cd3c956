import * as z from 'zod';
import { CallContact } from '../calls/contract.ts';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { ContactId } from '../ids.ts';
import { E164 } from '../numbers/contract.ts';

/** The contact with this number, as typed or as found in a page; null when there is none. Never creates one. */
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

/** Somebody the workspace knows. */
export const Contact = z.object({
  id: ContactId,
  name: z.string().nullable(),
  company: z.string().nullable(),
  email: z.string().nullable(),
  /** Each number belongs to this contact alone. */
  numbers: z.array(E164),
  /** Milliseconds UTC. */
  createdAt: z.number(),
});
export type Contact = z.infer<typeof Contact>;

/** All contacts by name, those without a name last. `find` is part of a name, a company or a number. */
export const contacts = endpoint({
  name: 'contacts.list',
  method: 'GET',
  path: '/v1/contacts',
  may: 'viewContacts',
  request: z.object({
    skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    find: z.string().trim().max(1000).optional(),
  }),
  reply: z.object({ contacts: z.array(Contact), more: z.boolean() }),
  refusal: NoRefusal,
  refusals: {},
});

const Text = z
  .string()
  .trim()
  .max(200, 'At most 200 characters.')
  .nullable()
  .transform(text => text || null);

/** Changes only the fields that are sent; an empty text clears a field. */
export const changeContact = endpoint({
  name: 'contacts.change',
  method: 'PATCH',
  path: '/v1/contacts/:contactId',
  may: 'editContacts',
  request: z.object({
    contactId: ContactId,
    name: Text.optional(),
    company: Text.optional(),
    email: Text.optional(),
  }),
  reply: z.object({ contact: Contact }),
  refusal: NoRefusal,
  refusals: {},
});
