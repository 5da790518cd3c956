/** The account with the carrier: its credentials are tried there before they are saved, sealed. */
import { err, ok } from '../../shared/result.ts';
import type { SettingsChange } from '../../shared/settings/groups.ts';
import type { CheckedField, FieldFault } from '../../shared/workspace/settings.ts';
import type { MemberContext } from '../context.ts';
import { seal } from '../secrets/index.ts';
import {
  type AccountChange,
  type CarrierAccount,
  type CarrierAccountRow,
  openAccount,
} from '../workspace/index.ts';
import type { Refusal, WorkerGroup } from './group.ts';
import { lookAtAccount, lookAtKey } from './look-at-account.ts';

type Fields = Partial<Record<CheckedField, FieldFault>>;

// Webhooks signed with the old token may still be under way when a new one is entered.
const OLD_TOKEN_MS = 24 * 60 * 60_000;

const isAnother = (wanted: string | undefined, known: string | null | undefined): boolean =>
  wanted !== undefined && wanted !== (known ?? '');

/** Tries new credentials at the carrier. Undefined if they may be saved. */
const tryCredentials = async (
  env: Env,
  change: SettingsChange,
  row: CarrierAccountRow | undefined,
  known: CarrierAccount | undefined,
): Promise<Refusal | undefined> => {
  const isOtherAccount = isAnother(change.accountSid, row?.accountSid);
  const isOtherKey = isAnother(change.apiKeySid, row?.apiKeySid);
  const fields: Fields = {};
  if (isOtherAccount && !change.authToken) fields.authToken = 'token_needed';
  if (isOtherKey && !change.apiKeySecret) fields.apiKeySecret = 'secret_needed';
  const accountSid = change.accountSid ?? row?.accountSid ?? '';
  const base = env.CARRIER_URL;
  const authToken = change.authToken ?? known?.authTokens[0];
  if (!fields.authToken && accountSid && authToken && (isOtherAccount || change.authToken)) {
    const looked = await lookAtAccount({ base, accountSid, user: accountSid, secret: authToken });
    if (!looked.ok && !looked.fault) return { reason: 'carrier_silent' };
    if (!looked.ok) fields[looked.fault === 'token_refused' ? 'authToken' : 'accountSid'] = looked.fault;
  }
  const user = change.apiKeySid ?? row?.apiKeySid ?? '';
  const secret = change.apiKeySecret ?? known?.apiKeySecret;
  const isToTry = user && secret && (isOtherKey || change.apiKeySecret || isOtherAccount);
  if (Object.keys(fields).length === 0 && accountSid && isToTry) {
    const looked = await lookAtKey({ base, accountSid, user, secret });
    if (!looked.ok && !looked.fault) return { reason: 'carrier_silent' };
    if (!looked.ok) fields.apiKeySecret = looked.fault;
  }
  return Object.keys(fields).length > 0 ? { reason: 'not_accepted', fields } : undefined;
};

const columnsOf = async (
  { env, clock, principal: { workspaceId } }: MemberContext,
  { accountSid, authToken, apiKeySid, apiKeySecret }: SettingsChange,
  row: CarrierAccountRow | undefined,
): Promise<AccountChange> => {
  const isOther = isAnother(accountSid, row?.accountSid);
  const isRotated = authToken !== undefined && !isOther && Boolean(row?.authToken);
  return {
    ...(accountSid !== undefined && { accountSid }),
    ...(authToken !== undefined && {
      authToken: await seal(env, { workspaceId, name: 'auth_token' }, authToken),
      previousAuthToken: isRotated ? row?.authToken : null,
      previousUntil: isRotated ? clock.now() + OLD_TOKEN_MS : null,
    }),
    ...(apiKeySid !== undefined && { apiKeySid }),
    ...(apiKeySecret !== undefined && {
      apiKeySecret: await seal(env, { workspaceId, name: 'api_key_secret' }, apiKeySecret),
    }),
    // The application belongs to the account it was created in.
    ...(isOther && {
      appSid: null,
      kind: null,
      mostCalls: null,
      barredCountries: null,
      problems: '[]',
      checkedAt: null,
    }),
  };
};

export const account: WorkerGroup<'account'> = {
  view: async sources => {
    const row = await sources.account();
    return {
      accountSid: row?.accountSid || null,
      hasAuthToken: Boolean(row?.authToken),
      apiKeySid: row?.apiKeySid ?? null,
      hasApiKeySecret: Boolean(row?.apiKeySecret),
    };
  },
  store: async (change, sources, context) => {
    const row = await sources.account();
    const known = row && (await openAccount(context.env, row));
    const refusal = await tryCredentials(context.env, change, row, known);
    return refusal ? err(refusal) : ok({ account: await columnsOf(context, change, row) });
  },
  setsUp: true,
};
