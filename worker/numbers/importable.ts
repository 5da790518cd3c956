import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { connect, found, said } from './carrier.ts';
import { numbersOf, takenElsewhere } from './store.ts';

/** The numbers of the carrier's account that no workspace uses yet. */
export const importable = async ({ env, principal }: MemberContext) => {
  const connected = await connect(env, principal.workspaceId);
  if (!connected.ok) return connected;
  const listed = said(await connected.value.setup.ownedNumbers());
  if (!listed.ok) return listed;
  const all = listed.value.flatMap(each => found(each) ?? []);
  const numbers = all.map(({ e164 }) => e164);
  const [own, elsewhere] = await Promise.all([
    numbersOf(env, principal.workspaceId),
    takenElsewhere(env, principal.workspaceId, numbers),
  ]);
  const used = new Set<string>([...own.map(({ e164 }) => e164), ...elsewhere]);
  return ok({ numbers: all.filter(({ e164 }) => !used.has(e164)) });
};
