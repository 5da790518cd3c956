import type { contacts as endpoint } from '../../shared/contacts/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { findOf } from '../search/index.ts';
import { countryOf } from '../workspace/index.ts';
import { contactsOf } from './store.ts';

/** The workspace's contacts, by name. */
export const list = async (
  { env, principal }: MemberContext,
  { limit, skip, find: typed }: RequestOf<typeof endpoint>,
) => {
  const { workspaceId } = principal;
  const find = typed === undefined ? undefined : findOf(typed, await countryOf(env, workspaceId));
  const found = await contactsOf(env, workspaceId, { skip, find, limit: limit + 1 });
  return ok({ contacts: found.slice(0, limit), more: found.length > limit });
};
