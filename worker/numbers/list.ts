import { areaCodeOf } from '../../shared/numbers/area-code.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { numbersOf } from './store.ts';

export const list = async ({ env, principal }: MemberContext) => {
  const numbers = await numbersOf(env, principal.workspaceId);
  return ok({ numbers: numbers.map(each => ({ ...each, areaCode: areaCodeOf(each.e164) })) });
};
