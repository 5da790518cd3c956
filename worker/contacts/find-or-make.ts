import type { CallContact } from '../../shared/calls/contract.ts';
import { ContactId, newId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import type { MemberContext } from '../context.ts';
import { contactByNumber, insertUnlessKnown } from './store.ts';

/** Whoever has this number; an unknown number becomes a contact with source `call`. */
export const findOrMake = async (
  { env, clock, random, principal }: MemberContext,
  e164: E164,
): Promise<CallContact> => {
  const { workspaceId } = principal;
  const known = await contactByNumber(env, workspaceId, e164);
  if (known) return known;
  const id = newId(ContactId, 'cont', random);
  const made = await insertUnlessKnown(env, { id, workspaceId, e164, source: 'call', now: clock.now() });
  if (!made) throw new Error('A contact was neither found nor made.');
  return made;
};
