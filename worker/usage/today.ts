import { MemberId } from '../../shared/ids.ts';
import { ok } from '../../shared/result.ts';
import { addUsed, NOTHING_USED } from '../../shared/workspace/limits.ts';
import type { MemberContext } from '../context.ts';
import { namesOf } from '../members/index.ts';
import { switchboardOf } from '../objects.ts';
import { FORWARDED } from '../presence/index.ts';
import { budgetOf, timeZoneOf } from '../workspace/index.ts';

export const today = async ({ env, clock, principal: { workspaceId, workspace } }: MemberContext) => {
  const { day } = budgetOf(workspace, clock.now());
  const [{ used, unpriced }, names] = await Promise.all([
    switchboardOf(env, workspaceId).usage(day),
    namesOf(env, workspaceId),
  ]);
  const members = Object.entries(used).flatMap(([caller, own]) => {
    const id = MemberId.safeParse(caller);
    return id.success ? [{ ...own, id: id.data, name: names.get(id.data) ?? '' }] : [];
  });
  return ok({
    day,
    timeZone: timeZoneOf(workspace),
    workspace: addUsed(Object.values(used)),
    forwarded: used[FORWARDED] ?? NOTHING_USED,
    members: members.toSorted((a, b) => b.minutes - a.minutes || b.calls - a.calls),
    unpriced,
  });
};
