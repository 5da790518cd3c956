import type { CallContact } from '../../shared/calls/contract.ts';
import { ContactId, newId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import type { MemberContext } from '../context.ts';
import { insertUnlessKnown } from './store.ts';

/** Makes a contact with source `call` for an unknown number. If one was created meanwhile, that contact is used. */
export const makeContact = async (
  { env, clock, random, principal: { workspaceId } }: MemberContext,
  e164: E164,
): Promise<CallContact> => {
  const id = newId(ContactId, 'cont', random);
  const made = await insertUnlessKnown(env, { id, workspaceId, e164, source: 'call', now: clock.now() });
  if (!made) throw new Error('The contact was neither found nor created.');
  return made;
};
