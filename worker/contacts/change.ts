import type { changeContact as endpoint } from '../../shared/contacts/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import { changeContactRow } from './store.ts';

/** Changes the given fields of a contact. Calls on record keep the name the contact had then. */
export const change = async (
  { env, principal, note }: MemberContext,
  { contactId, ...given }: RequestOf<typeof endpoint>,
) => {
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const changed = await changeContactRow(env, principal.workspaceId, contactId, changes);
  if (!changed) throw notFound();
  const { name, company, email } = changed.was;
  note({ before: { name, company, email }, after: changes });
  return ok({ contact: changed.now });
};
