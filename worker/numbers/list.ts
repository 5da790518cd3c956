import { areaCodeOf } from '../../shared/numbers/area-code.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { numbersOf } from './store.ts';

/** What may be called from. */
export const list = async ({ env, principal }: MemberContext) => {
  const numbers = (await numbersOf(env, principal.workspaceId)).filter(({ voice }) => voice);
  return ok({
    numbers: numbers.map(({ id, e164, name }) => ({ id, e164, name, areaCode: areaCodeOf(e164) })),
  });
};
