import { areaCodeOf } from '../../shared/numbers/area-code.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { dialingOf } from '../workspace/index.ts';
import { callable } from './callable.ts';
import { numbersOf } from './store.ts';

/** The numbers that may be called from; the first is the default. */
export const list = async ({ env, principal }: MemberContext) => {
  const { workspaceId, workspace } = principal;
  const numbers = callable(await numbersOf(env, workspaceId), dialingOf(workspace).defaultNumber);
  return ok({
    numbers: numbers.map(({ id, e164, name }) => ({ id, e164, name, areaCode: areaCodeOf(e164) })),
  });
};
