/** A workspace's account with the carrier, with its secrets unsealed. They never leave the Worker. */
import * as z from 'zod';
import type { WorkspaceId } from '../../shared/ids.ts';
import type { SetupProblem } from '../../shared/workspace/setup-problem.ts';
import { log } from '../log.ts';
import { systemClock } from '../platform.ts';
import { unseal } from '../secrets/index.ts';
import type { Login } from '../twilio/index.ts';
import { type CarrierAccountRow, carrierAccountOf, formerAccountOf } from './store.ts';
import { withheldOf } from './withheld.ts';

export type CarrierAccount = {
  readonly accountSid: string;
  /** Newest first: webhooks may be signed with any of them. */
  readonly authTokens: readonly string[];
  readonly apiKeySid: string | undefined;
  readonly apiKeySecret: string | undefined;
  readonly appSid: string | undefined;
  readonly dialerEnabled: boolean;
  readonly kind: 'trial' | 'full' | undefined;
  /** How many simultaneous calls it may have; null if no limit is known. */
  readonly mostCalls: number | null;
  /** Whether its organization's plan includes the dialer. */
  readonly isInPlan: boolean;
  /** Whether the carrier reported that the account cannot be used as it is. */
  readonly isBlocked: boolean;
};

const BLOCKING: readonly SetupProblem['kind'][] = [
  'token_refused',
  'key_refused',
  'account_suspended',
  'account_closed',
];
const Kinds = z.array(z.object({ kind: z.string() }));
const isBlocked = (problems: string): boolean =>
  Kinds.parse(JSON.parse(problems)).some(({ kind }) => BLOCKING.some(each => each === kind));

// Every webhook reads it, and it hardly ever changes.
const KEPT_MS = 30_000;
const KEPT_AT_MOST = 1_000;
const known = new Map<WorkspaceId, { readonly account: CarrierAccount; readonly until: number }>();

/** An account from a row that was already read. */
export const openAccount = async (env: Env, row: CarrierAccountRow): Promise<CarrierAccount> => {
  const opened = (name: string, sealed: string | null) =>
    sealed === null ? undefined : unseal(env, { workspaceId: row.workspaceId, name }, sealed);
  const isPreviousGood = row.previousUntil !== null && systemClock.now() < row.previousUntil;
  const [authToken, previous, apiKeySecret] = await Promise.all([
    opened('auth_token', row.authToken),
    isPreviousGood ? opened('auth_token', row.previousAuthToken) : undefined,
    opened('api_key_secret', row.apiKeySecret),
  ]);
  return {
    accountSid: row.accountSid,
    authTokens: [authToken, previous].filter(token => token !== undefined),
    apiKeySid: row.apiKeySid ?? undefined,
    apiKeySecret,
    appSid: row.appSid ?? undefined,
    dialerEnabled: row.dialerEnabled,
    kind: row.kind ?? undefined,
    mostCalls: row.mostCalls,
    isInPlan: !withheldOf(row).includes('dialer'),
    isBlocked: isBlocked(row.problems),
  };
};

const read = async (env: Env, workspaceId: WorkspaceId): Promise<CarrierAccount | undefined> => {
  const row = await carrierAccountOf(env, workspaceId);
  return row && openAccount(env, row);
};

/** At most half a minute old; older only while the database does not answer. `fresh` always asks the database. */
export const accountOf = async (
  env: Env,
  workspaceId: WorkspaceId,
  { fresh = false } = {},
): Promise<CarrierAccount | undefined> => {
  const now = systemClock.now();
  const cached = known.get(workspaceId);
  if (cached && now < cached.until && !fresh) return cached.account;
  let account: CarrierAccount | undefined;
  try {
    account = await read(env, workspaceId);
  } catch (error) {
    if (!cached) throw error;
    log.warn('workspace.account', { workspaceId, error });
    return cached.account;
  }
  known.delete(workspaceId);
  const [oldest] = known.keys();
  if (known.size >= KEPT_AT_MOST && oldest !== undefined) known.delete(oldest);
  if (account) known.set(workspaceId, { account, until: now + KEPT_MS });
  return account;
};

/** The account with this SID: the current one, or a former one for calls that began with it. */
export const accountNamed = async (
  env: Env,
  workspaceId: WorkspaceId,
  accountSid: string,
): Promise<CarrierAccount | undefined> => {
  const current = await accountOf(env, workspaceId);
  if (current?.accountSid === accountSid) return current;
  const [row, former] = await Promise.all([
    carrierAccountOf(env, workspaceId),
    formerAccountOf(env, workspaceId, accountSid),
  ]);
  // The account may have changed a moment ago, after the cached read above.
  if (row?.accountSid === accountSid) return openAccount(env, row);
  if (!row || !former) return undefined;
  const { authToken, apiKeySid, apiKeySecret } = former;
  const then = { accountSid, authToken, apiKeySid, apiKeySecret };
  return openAccount(env, { ...row, ...then, previousUntil: null, appSid: null, dialerEnabled: false });
};

export const forgetAccount = (workspaceId: WorkspaceId): void => {
  known.delete(workspaceId);
};

/** How the Worker signs in with the carrier: by API key if there is one, so that the account's token is not sent. */
export const loginOf = (env: Env, account: CarrierAccount): Login => {
  const { accountSid, apiKeySid, apiKeySecret, authTokens } = account;
  const [user, secret] =
    apiKeySid && apiKeySecret ? [apiKeySid, apiKeySecret] : [accountSid, authTokens[0] ?? ''];
  return { base: env.CARRIER_URL, accountSid, user, secret };
};

/** Signs in with the account's own token, the only one that may read the account. */
export const ownerLogin = (env: Env, { accountSid, authTokens }: CarrierAccount): Login => ({
  base: env.CARRIER_URL,
  accountSid,
  user: accountSid,
  secret: authTokens[0] ?? '',
});

export type Ready = CarrierAccount & {
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
  readonly appSid: string;
};

/** Whether calls can be made with this account. */
export const isReady = (account: CarrierAccount | undefined): account is Ready =>
  Boolean(
    account?.dialerEnabled &&
      account.isInPlan &&
      !account.isBlocked &&
      account.authTokens.length > 0 &&
      account.apiKeySid &&
      account.apiKeySecret &&
      account.appSid,
  );
