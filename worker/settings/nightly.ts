/** The nightly run for each workspace that calls: checks its account and reseals its secrets. */
import type { Clock } from '../../shared/clock.ts';
import { log } from '../log.ts';
import { isOldSeal, seal, unseal } from '../secrets/index.ts';
import {
  type AccountChange,
  allAccounts,
  allFormerAccounts,
  type CarrierAccountRow,
  type FormerAccountRow,
  forgetFormerAccounts,
  resealAccount,
  resealFormerAccount,
} from '../workspace/index.ts';
import { setUpAccount } from './set-up.ts';

const SEALED = {
  authToken: 'auth_token',
  previousAuthToken: 'auth_token',
  apiKeySecret: 'api_key_secret',
} as const;

/** Reseals under the newest key, so that an older one can be deleted. Written only if the row is unchanged. */
const reseal = async (env: Env, row: CarrierAccountRow): Promise<void> => {
  const { workspaceId } = row;
  for (const [column, name] of Object.entries(SEALED) as [keyof typeof SEALED, string][]) {
    const was = row[column];
    if (!was || !isOldSeal(env, was)) continue;
    const secret = await unseal(env, { workspaceId, name }, was);
    if (secret === undefined) continue;
    const now: AccountChange = { [column]: await seal(env, { workspaceId, name }, secret) };
    await resealAccount(env, workspaceId, column, was, now);
  }
};

/** Reseals the credentials of a former account. Unlike the current one it is not set up again. */
const resealFormer = async (env: Env, row: FormerAccountRow): Promise<void> => {
  const { workspaceId, authToken, apiKeySecret } = row;
  const anew = async (name: string, was: string | null) => {
    if (!was || !isOldSeal(env, was)) return undefined;
    const secret = await unseal(env, { workspaceId, name }, was);
    return secret === undefined ? undefined : seal(env, { workspaceId, name }, secret);
  };
  const [token, secret] = [await anew('auth_token', authToken), await anew('api_key_secret', apiKeySecret)];
  if (token || secret)
    await resealFormerAccount(env, row, {
      ...(token && { authToken: token }),
      ...(secret && { apiKeySecret: secret }),
    });
};

const FORMER_MS = 7 * 24 * 60 * 60_000;

/** Deletes unused former accounts: a week, longer than any call, has passed, and no recording is to be fetched. */
export const lookAfterFormerAccounts = async (env: Env, clock: Clock): Promise<void> => {
  await forgetFormerAccounts(env, clock.now() - FORMER_MS);
  for (const row of await allFormerAccounts(env)) {
    try {
      await resealFormer(env, row);
    } catch (error) {
      log.error('workspace.nightly', { workspaceId: row.workspaceId, error });
    }
  }
};

export const lookAfterAccounts = async (env: Env, clock: Clock): Promise<void> => {
  for (const row of await allAccounts(env)) {
    try {
      await reseal(env, row);
      if (row.dialerEnabled) await setUpAccount(env, clock, row.workspaceId);
    } catch (error) {
      log.error('workspace.nightly', { workspaceId: row.workspaceId, error });
    }
  }
};
