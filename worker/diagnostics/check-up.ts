import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { numbersOf } from '../numbers/index.ts';
import { switchboardOf } from '../presence/index.ts';
import { viewOf } from '../settings/index.ts';

/** What the Worker knows of why somebody can, or cannot, call. */
export const checkUp = async ({ env, clock, principal }: MemberContext) => {
  const { workspaceId, memberId, role } = principal;
  const switchboard = switchboardOf(env, workspaceId);
  const [view, numbers, lineTestAt, reachable] = await Promise.all([
    viewOf(env, workspaceId),
    numbersOf(env, workspaceId),
    switchboard.lineTestAt(memberId),
    switchboard.reachable(memberId),
  ]);
  return ok({
    now: clock.now(),
    role,
    dialerEnabled: view.dialerEnabled,
    hasAccount: view.accountSid !== null && view.hasAuthToken,
    hasKey: view.apiKeySid !== null && view.hasApiKeySecret,
    canDial: view.dialer === 'ready',
    problems: view.problems,
    accountKind: view.accountKind,
    callableNumbers: numbers.filter(({ voice }) => voice).length,
    reachable,
    lineTestAt,
  });
};
