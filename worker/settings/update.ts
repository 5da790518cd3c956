import type { Clock } from '../../shared/clock.ts';
import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { randomTail, type WorkspaceId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { CheckedField, FieldFault, updateSettings } from '../../shared/workspace/contract.ts';
import type { MemberContext } from '../context.ts';
import { numberById } from '../numbers/index.ts';
import { notFound } from '../problem.ts';
import { seal } from '../secrets/index.ts';
import {
  type AccountChange,
  beginAccount,
  type CarrierAccount,
  type CarrierAccountRow,
  carrierAccountOf,
  changeWorkspace,
  Dialing,
  dialingOf,
  forgetAccount,
  openAccount,
  workspaceById,
} from '../workspace/index.ts';
import { lookAtAccount, lookAtKey } from './look-at-account.ts';
import { setUpAccount } from './set-up.ts';
import { viewOf } from './settings.ts';

type Update = typeof updateSettings;
type Request = RequestOf<Update>;
type Refusal = RefusalOf<Update>;
type Fields = Partial<Record<CheckedField, FieldFault>>;

// Webhooks signed with the old token may still be under way when a new one is entered.
const OLD_TOKEN_MS = 24 * 60 * 60_000;

const isAnother = (wanted: string | undefined, known: string | null | undefined): boolean =>
  wanted !== undefined && wanted !== (known ?? '');

/** Tries new credentials at the carrier. Undefined if they may be saved. */
const tryCredentials = async (
  env: Env,
  request: Request,
  row: CarrierAccountRow | undefined,
  known: CarrierAccount | undefined,
): Promise<Refusal | undefined> => {
  const isOtherAccount = isAnother(request.accountSid, row?.accountSid);
  const isOtherKey = isAnother(request.apiKeySid, row?.apiKeySid);
  const fields: Fields = {};
  if (isOtherAccount && !request.authToken) fields.authToken = 'token_needed';
  if (isOtherKey && !request.apiKeySecret) fields.apiKeySecret = 'secret_needed';
  const accountSid = request.accountSid ?? row?.accountSid ?? '';
  const base = env.CARRIER_URL;
  const authToken = request.authToken ?? known?.authTokens[0];
  if (!fields.authToken && accountSid && authToken && (isOtherAccount || request.authToken)) {
    const looked = await lookAtAccount({ base, accountSid, user: accountSid, secret: authToken });
    if (!looked.ok && !looked.fault) return { reason: 'carrier_silent' };
    if (!looked.ok) fields[looked.fault === 'token_refused' ? 'authToken' : 'accountSid'] = looked.fault;
  }
  const user = request.apiKeySid ?? row?.apiKeySid ?? '';
  const secret = request.apiKeySecret ?? known?.apiKeySecret;
  const isToTry = user && secret && (isOtherKey || request.apiKeySecret || isOtherAccount);
  if (Object.keys(fields).length === 0 && accountSid && isToTry) {
    const looked = await lookAtKey({ base, accountSid, user, secret });
    if (!looked.ok && !looked.fault) return { reason: 'carrier_silent' };
    if (!looked.ok) fields.apiKeySecret = looked.fault;
  }
  return Object.keys(fields).length > 0 ? { reason: 'not_accepted', fields } : undefined;
};

const accountChange = async (
  { env, clock, principal: { workspaceId } }: MemberContext,
  request: Request,
  row: CarrierAccountRow | undefined,
): Promise<AccountChange> => {
  const { accountSid, authToken, apiKeySid, apiKeySecret, dialerEnabled } = request;
  const isOther = isAnother(accountSid, row?.accountSid);
  const isRotated = authToken !== undefined && !isOther && Boolean(row?.authToken);
  return {
    ...(accountSid === undefined ? {} : { accountSid }),
    ...(authToken === undefined
      ? {}
      : {
          authToken: await seal(env, { workspaceId, name: 'auth_token' }, authToken),
          previousAuthToken: isRotated ? row?.authToken : null,
          previousUntil: isRotated ? clock.now() + OLD_TOKEN_MS : null,
        }),
    ...(apiKeySid === undefined ? {} : { apiKeySid }),
    ...(apiKeySecret === undefined
      ? {}
      : { apiKeySecret: await seal(env, { workspaceId, name: 'api_key_secret' }, apiKeySecret) }),
    ...(dialerEnabled === undefined ? {} : { dialerEnabled }),
    // The application belongs to the account it was created in.
    ...(isOther
      ? { appSid: null, kind: null, mostCalls: null, barredCountries: null, problems: '[]', checkedAt: null }
      : {}),
  };
};

/** The dialing settings in the request; the others stay as they are. */
const given = (request: Request): Partial<Dialing> =>
  Object.fromEntries(
    Object.entries(request).filter(([name, value]) => name in Dialing.shape && value !== undefined),
  );

/** The previous values of the changed fields. */
const before = (request: Request, was: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(was).filter(([name]) => name in request && name !== 'revision'));

// Another run may be setting the account up with the previous settings.
const FREE_TRIES = 4;
const FREE_MS = 1_500;
const setUpOnceFree = async (env: Env, clock: Clock, workspaceId: WorkspaceId): Promise<void> => {
  for (let n = 0; n < FREE_TRIES; n += 1) {
    if (await setUpAccount(env, clock, workspaceId)) return;
    await new Promise(resolve => setTimeout(resolve, FREE_MS));
  }
};

export const update = async (
  context: MemberContext,
  request: Request,
): Promise<Result<ReplyOf<Update>, Refusal>> => {
  const { env, clock, random, principal, note } = context;
  const { workspaceId } = principal;
  const [workspace, row, was] = await Promise.all([
    workspaceById(env, workspaceId),
    carrierAccountOf(env, workspaceId),
    viewOf(env, workspaceId),
  ]);
  if (!workspace) throw notFound();
  if (workspace.revision !== request.revision) return err({ reason: 'changed_meanwhile' });
  if (request.dialerEnabled && was.withheld.includes('dialer')) return err({ reason: 'not_in_plan' });
  if (request.defaultNumber && !(await numberById(env, workspaceId, request.defaultNumber)))
    return err({ reason: 'number_unknown' });
  const known = row && (await openAccount(env, row));
  const refusal = await tryCredentials(env, request, row, known);
  if (refusal) return err(refusal);

  const account = await accountChange(context, request, row);
  if (Object.keys(account).length > 0) await beginAccount(env, workspaceId);
  const { name, country, hours, grants, sites } = request;
  const dialing = JSON.stringify(Dialing.parse({ ...dialingOf(workspace), ...given(request) }));
  const next = randomTail(random);
  const change = {
    ...(name ? { name } : {}),
    ...(country ? { country } : {}),
    ...(hours === undefined ? {} : { hours: hours && JSON.stringify(hours) }),
    ...(sites === undefined ? {} : { sites: JSON.stringify([...new Set(sites)].sort()) }),
    ...(grants === undefined ? {} : { grants: JSON.stringify([...new Set(grants)]) }),
    dialing,
  };
  if (!(await changeWorkspace(env, workspaceId, request.revision, next, change, account, clock.now())))
    return err({ reason: 'changed_meanwhile' });
  forgetAccount(workspaceId);
  note({ target: workspaceId, before: before(request, was) });
  if (request.dialerEnabled ?? row?.dialerEnabled) await setUpOnceFree(env, clock, workspaceId);
  return ok(await viewOf(env, workspaceId));
};
