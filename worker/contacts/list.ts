import type { contacts as endpoint } from '../../shared/contacts/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { contactsOf } from './store.ts';

/** Everybody the workspace knows, by name. */
export const list = async (
  { env, principal }: MemberContext,
  { limit, ...wanted }: RequestOf<typeof endpoint>,
) => {
  const found = await contactsOf(env, principal.workspaceId, { ...wanted, limit: limit + 1 });
  return ok({ contacts: found.slice(0, limit), more: found.length > limit });
};
