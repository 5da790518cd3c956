import type { RequestOf } from '../../shared/endpoint.ts';
import type { importNumbers as endpoint } from '../../shared/numbers/contract.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { adopt, connect, managed, said } from './carrier.ts';
import { isHooked, numberHooks } from './hooks.ts';
import { numbersOf, takenElsewhere } from './store.ts';

/** Each number's webhooks are set before the number is stored, so that every stored number has them. */
export const importNumbers = async (context: MemberContext, { numbers }: RequestOf<typeof endpoint>) => {
  const { env, principal, note } = context;
  const connected = await connect(env, principal.workspaceId);
  if (!connected.ok) return connected;
  const { setup, workspace } = connected.value;
  const listed = said(await setup.ownedNumbers());
  if (!listed.ok) return listed;
  const wanted = new Set<string>(numbers);
  const elsewhere = await takenElsewhere(env, principal.workspaceId, numbers);
  const owned = listed.value.filter(
    each => wanted.has(each.phone_number) && !elsewhere.has(each.phone_number),
  );
  const hooks = await numberHooks(env, workspace.webhookKey);
  for (const number of owned) {
    if (isHooked(number, hooks)) continue;
    const told = said(await setup.updateNumber(number.sid, hooks));
    if (!told.ok) return told;
  }
  await adopt(context, owned);
  note({ target: owned.map(each => each.phone_number).join(' ') });
  return ok({ numbers: (await numbersOf(env, principal.workspaceId)).map(managed) });
};
