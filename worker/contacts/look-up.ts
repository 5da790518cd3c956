import type { lookUp as endpoint } from '../../shared/contacts/contract.ts';
import type { RequestOf } from '../../shared/endpoint.ts';
import { normalise } from '../../shared/numbers/classify.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { contactByNumber } from './store.ts';

/** The contact with this number. Never creates one. */
export const lookUp = async ({ env, principal }: MemberContext, { number }: RequestOf<typeof endpoint>) => {
  const { workspace } = principal;
  const e164 = normalise(number, workspace.country);
  if (!e164) return ok({ e164: null, contact: null });
  return ok({ e164, contact: (await contactByNumber(env, workspace.id, e164)) ?? null });
};
