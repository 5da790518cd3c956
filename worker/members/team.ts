import { may } from '../../shared/capabilities.ts';
import type { ReplyOf } from '../../shared/endpoint.ts';
import type * as contract from '../../shared/members/team-contract.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { teamOf } from './store.ts';

/** Names and roles only: what else is known of members is for those who run the workspace. */
export const team = async ({
  env,
  principal,
}: MemberContext): Promise<Result<ReplyOf<typeof contract.team>, never>> => {
  const all = await teamOf(env, principal.workspaceId);
  return ok({ team: all.filter(({ role }) => may(role, 'dial', [])) });
};
