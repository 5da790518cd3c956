import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { managed as view } from './carrier.ts';
import { numbersOf } from './store.ts';

export const managed = async ({ env, principal }: MemberContext) =>
  ok({ numbers: (await numbersOf(env, principal.workspaceId)).map(view) });
