/** Checks all that an account needs, creates what is missing, repairs what is wrong, stores what prevents calls. */
import type { Clock } from '../../shared/clock.ts';
import type { WorkspaceId } from '../../shared/ids.ts';
import type { Destination } from '../../shared/numbers/destination.ts';
import { err, ok } from '../../shared/result.ts';
import type { SetupProblem } from '../../shared/workspace/setup-problem.ts';
import type { MemberContext } from '../context.ts';
import { log } from '../log.ts';
import { numbersOf } from '../numbers/index.ts';
import { notFound } from '../problem.ts';
import { setupOf } from '../twilio/index.ts';
import {
  accountOf,
  type CarrierAccount,
  carrierAccountOf,
  forgetAccount,
  loginOf,
  noteAccount,
  ownerLogin,
  takeAccount,
  type Workspace,
  workspaceById,
} from '../workspace/index.ts';
import { dialerState } from './dialer-state.ts';
import { ensureApplication } from './ensure-application.ts';
import { ensureNumbers } from './ensure-numbers.ts';
import { lookAtAccount, lookAtKey, lookAtProfiles } from './look-at-account.ts';
import { lookAtCountries } from './look-at-countries.ts';
import { sourcesOf } from './sources.ts';

// The claim is renewed while the set-up runs, so that a run that dies does not block others for long.
const SETTING_UP_MS = 30_000;
const SAY_AGAIN_MS = 8_000;
const LOOK_AGAIN_MS = 200;

type Found = {
  readonly problems: readonly SetupProblem[];
  readonly kind?: 'trial' | 'full';
  readonly mostCalls?: number | null | undefined;
  readonly barred?: readonly Destination[] | undefined;
};

/**
 * Checks the account, its key, the application and the numbers. A new application's SID is stored before the numbers
 * are tried.
 */
const look = async (
  env: Env,
  workspace: Workspace,
  account: CarrierAccount | undefined,
  now: number,
): Promise<Found> => {
  if (!account?.accountSid) return { problems: [{ kind: 'account_missing' }] };
  if (account.authTokens.length === 0) return { problems: [{ kind: 'secret_lost' }] };
  const looked = await lookAtAccount(ownerLogin(env, account));
  if (!looked.ok) return { problems: [looked.fault ? { kind: looked.fault } : looked.problem] };
  const kind = looked.value;
  const owner = ownerLogin(env, account);
  const [mostCalls, barred] = await Promise.all([
    kind === 'full' ? lookAtProfiles(owner) : undefined,
    lookAtCountries(owner),
  ]);
  const said = { kind, mostCalls, barred };
  if (!account.apiKeySid) return { ...said, problems: [{ kind: 'key_missing' }] };
  if (!account.apiKeySecret) return { ...said, problems: [{ kind: 'secret_lost' }] };
  const login = loginOf(env, account);
  const key = await lookAtKey(login);
  if (!key.ok) return { ...said, problems: [key.fault ? { kind: key.fault } : key.problem] };
  const setup = setupOf(login);
  const ensured = await ensureApplication(env, setup, workspace, account.appSid);
  if ('problem' in ensured) return { ...said, problems: [ensured.problem] };
  if (ensured.appSid !== account.appSid) await noteAccount(env, workspace.id, { appSid: ensured.appSid });
  return {
    ...said,
    problems: await ensureNumbers(env, setup, workspace, await numbersOf(env, workspace.id), now),
  };
};

/** False while another run is setting the account up. */
export const setUpAccount = async (env: Env, clock: Clock, workspaceId: WorkspaceId): Promise<boolean> => {
  const now = clock.now();
  if (!(await takeAccount(env, workspaceId, now, now + SETTING_UP_MS))) return false;
  const stillAtIt = setInterval(() => {
    void noteAccount(env, workspaceId, { settingUpUntil: clock.now() + SETTING_UP_MS });
  }, SAY_AGAIN_MS);
  try {
    const workspace = await workspaceById(env, workspaceId);
    if (!workspace) throw notFound();
    const account = await accountOf(env, workspaceId, { fresh: true });
    const { problems, kind, mostCalls, barred } = await look(env, workspace, account, now);
    log.info('workspace.setUp', { workspaceId, reason: problems[0]?.kind ?? 'ready' });
    await noteAccount(env, workspaceId, {
      problems: JSON.stringify(problems),
      checkedAt: clock.now(),
      ...(kind ? { kind } : {}),
      ...(mostCalls === undefined ? {} : { mostCalls }),
      ...(barred === undefined ? {} : { barredCountries: JSON.stringify(barred) }),
    });
  } finally {
    clearInterval(stillAtIt);
    await noteAccount(env, workspaceId, { settingUpUntil: null });
    forgetAccount(workspaceId);
  }
  return true;
};

/** Until no run has the account: it was released, or the claim of a run that died has expired. */
const untilFree = async (env: Env, clock: Clock, workspaceId: WorkspaceId): Promise<void> => {
  const isTaken = async () =>
    ((await carrierAccountOf(env, workspaceId))?.settingUpUntil ?? 0) >= clock.now();
  while (await isTaken()) await scheduler.wait(LOOK_AGAIN_MS);
};

/** After a change. A run that has the account now may have begun with the previous settings, so it is waited for. */
export const setUpIfEnabled = async (env: Env, clock: Clock, workspaceId: WorkspaceId): Promise<void> => {
  if (!(await carrierAccountOf(env, workspaceId))?.dialerEnabled) return;
  while (!(await setUpAccount(env, clock, workspaceId))) await untilFree(env, clock, workspaceId);
};

export const setUp = async ({ env, clock, principal, note }: MemberContext) => {
  const { workspaceId } = principal;
  note({ target: workspaceId });
  if (!(await setUpAccount(env, clock, workspaceId))) return err({ reason: 'being_set_up' as const });
  return ok(await dialerState(sourcesOf(env, workspaceId)));
};
