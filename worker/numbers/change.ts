import type { RequestOf } from '../../shared/endpoint.ts';
import { needsForward } from '../../shared/incoming/work-mode.ts';
import { notAllowed } from '../../shared/numbers/allowed.ts';
import { classify } from '../../shared/numbers/classify.ts';
import type { changeNumber as endpoint } from '../../shared/numbers/contract.ts';
import { err, ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import { dialingOf, workspaceById } from '../workspace/index.ts';
import { managed } from './carrier.ts';
import { changeNumber, isOurs, numberById, numbersOf } from './store.ts';

export const change = async (
  { env, principal, note }: MemberContext,
  { numberId, forwardTo, ...rest }: RequestOf<typeof endpoint>,
) => {
  const { workspaceId } = principal;
  const [workspace, known] = await Promise.all([
    workspaceById(env, workspaceId),
    numberById(env, workspaceId, numberId),
  ]);
  if (!workspace || !known) throw notFound();
  const forward = forwardTo ? classify(forwardTo, workspace.country) : undefined;
  if (forward && !('e164' in forward)) return err({ reason: 'forward_not_a_number' as const });
  const willForward = forwardTo === undefined ? known.forwardTo !== null : forward !== undefined;
  const isConcerned = rest.mode !== undefined || forwardTo !== undefined;
  if (isConcerned && needsForward(rest.mode ?? known.mode) && !willForward)
    return err({ reason: 'forward_missing' as const });
  if (forward) {
    const [isSelf, numbers] = await Promise.all([isOurs(env, forward.e164), numbersOf(env, workspaceId)]);
    if (isSelf) return err({ reason: 'forward_to_itself' as const });
    const refused = notAllowed(forward, dialingOf(workspace), { country: workspace.country, numbers });
    // An unchanged destination does not block other changes, even if its country is no longer allowed.
    if (refused && forward.e164 !== known.forwardTo) return err(refused);
  }
  const wanted = { ...rest, ...(forwardTo === undefined ? {} : { forwardTo: forward?.e164 ?? null }) };
  const changed =
    Object.keys(wanted).length > 0 ? await changeNumber(env, workspaceId, numberId, wanted) : known;
  if (!changed) throw notFound();
  const was = managed(known);
  note({ before: Object.fromEntries(Object.entries(was).filter(([name]) => name in wanted)) });
  return ok({ number: managed(changed) });
};
