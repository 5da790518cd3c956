/** A workspace's account with the carrier, its secrets open. They never leave the Worker. */
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
  /** How many calls it may have at the same time; null where nobody knows of a limit. */
  readonly mostCalls: number | null;
  /** The plan of its organization has the dialer in it. */
  readonly isInPlan: boolean;
  /** The carrier said that nothing can be done with it as it is. */
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

// Every webhook asks, and the answer hardly ever changes.
const KEPT_MS = 30_000;
const KEPT_AT_MOST = 1_000;
const known = new Map<WorkspaceId, { readonly account: CarrierAccount; readonly until: number }>();

/** An account as its row is, for who has read the row already. */
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

/** As of at most half a minute ago; older only while the database does not answer. `fresh` asks it all the same. */
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

/** The account of this SID: the one of now, or one of before, for what began with it. */
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
  // Changed a moment ago: what was read above may be older than that.
  if (row?.accountSid === accountSid) return openAccount(env, row);
  if (!row || !former) return undefined;
  const { authToken, apiKeySid, apiKeySecret } = former;
  const then = { accountSid, authToken, apiKeySid, apiKeySecret };
  return openAccount(env, { ...row, ...then, previousUntil: null, appSid: null, dialerEnabled: false });
};

export const forgetAccount = (workspaceId: WorkspaceId): void => {
  known.delete(workspaceId);
};

/** How the Worker signs in with the carrier: by key where there is one, so that the account's token stays at home. */
export const loginOf = (env: Env, account: CarrierAccount): Login => {
  const { accountSid, apiKeySid, apiKeySecret, authTokens } = account;
  const [user, secret] =
    apiKeySid && apiKeySecret ? [apiKeySid, apiKeySecret] : [accountSid, authTokens[0] ?? ''];
  return { base: env.CARRIER_URL, accountSid, user, secret };
};

/** With the account's own token, which alone may read the account. */
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

/** Whether calls can be made with it. */
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
