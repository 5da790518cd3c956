import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import { meOf } from './store.ts';

export const me = async ({ env, principal }: MemberContext) => {
  const found = await meOf(env, principal.memberId);
  if (!found) throw notFound();
  return ok(found);
};
