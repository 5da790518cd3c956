import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { connect, found, said } from './carrier.ts';
import { numbersOf } from './store.ts';

/** What the carrier's account has and this workspace does not use yet. */
export const importable = async ({ env, principal }: MemberContext) => {
  const connected = await connect(env, principal.workspaceId);
  if (!connected.ok) return connected;
  const listed = said(await connected.value.setup.ownedNumbers());
  if (!listed.ok) return listed;
  const used = new Set<string>((await numbersOf(env, principal.workspaceId)).map(({ e164 }) => e164));
  return ok({
    numbers: listed.value.flatMap(each => found(each) ?? []).filter(({ e164 }) => !used.has(e164)),
  });
};
