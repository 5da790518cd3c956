import type { Clock } from '../../shared/clock.ts';
import type { WorkspaceId } from '../../shared/ids.ts';
import { ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { callable, numbersOf } from '../numbers/index.ts';
import { switchboardOf } from '../objects.ts';
import { setUpAccount, sourcesOf, viewOf } from '../settings/index.ts';
import { lastCalled } from './store.ts';

// If the carrier's last answer is older, the account is checked again, and what can be repaired is repaired.
const STALE_MS = 60_000;

const GROUPS = ['account', 'dialer'] as const;

const freshView = async (env: Env, clock: Clock, workspaceId: WorkspaceId) => {
  const view = await viewOf(sourcesOf(env, workspaceId), GROUPS);
  const isStale = view.dialerEnabled && clock.now() - (view.checkedAt ?? 0) > STALE_MS;
  if (!isStale || view.withheld.includes('dialer')) return view;
  await setUpAccount(env, clock, workspaceId);
  return viewOf(sourcesOf(env, workspaceId), GROUPS);
};

/** Everything on the Worker's and the carrier's side that decides whether this member can call. */
export const checkUp = async ({ env, clock, principal }: MemberContext) => {
  const { workspaceId, memberId, role } = principal;
  const switchboard = switchboardOf(env, workspaceId);
  const [view, numbers, lineTestAt, reachable, called] = await Promise.all([
    freshView(env, clock, workspaceId),
    numbersOf(env, workspaceId),
    switchboard.lineTestAt(memberId),
    switchboard.reachable(memberId),
    lastCalled(env, workspaceId, memberId),
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
    callableNumbers: callable(numbers, null).length,
    reachable,
    lastCalled: called,
    lineTestAt,
  });
};
