/** Shared by the Worker's tests: a workspace with members, its API, its carrier's webhooks. */
import { env, exports } from 'cloudflare:workers';
import { keysOf, newKeyPair, newTokens, type Tokens } from '../../extension/tokens.ts';
import type { Role } from '../../shared/endpoint.ts';
import { MemberId, newId, OrganizationId, randomTail, WorkspaceId } from '../../shared/ids.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import type { Opened, SessionKeys } from '../../shared/sign-in/contract.ts';
import { randomBytes, sha256 } from '../../worker/platform.ts';
import { seal } from '../../worker/secrets/index.ts';

export const ORIGIN = env.PUBLIC_URL;
export const EXTENSION = env.EXTENSION_ORIGINS;
/** The carrier account of a workspace, unless a test sets another. */
export const ACCOUNT = {
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: 'auth-token-of-the-tests',
  apiKeySid: `SK${'b'.repeat(32)}`,
  apiKeySecret: 'key-secret-of-the-tests',
  appSid: `AP${'c'.repeat(32)}`,
};
export const CUSTOMER = E164.parse('+12125550100');

export const sid = (kind: string): string =>
  `${kind}${Array.from(randomBytes(16), byte => byte.toString(16).padStart(2, '0')).join('')}`;

const run = (sql: string, ...values: readonly (string | number | null)[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run();

export type Workspace = {
  readonly id: WorkspaceId;
  readonly webhookKey: string;
  readonly accountSid: string;
  readonly numbers: readonly E164[];
};

export const makeNumber = async (
  { id: workspaceId }: Pick<Workspace, 'id'>,
  e164: string,
  index = 100,
): Promise<string> => {
  const id = `num_${randomTail(randomBytes)}`;
  const sql = 'insert into number (id, workspace_id, e164, name, created_at) values (?, ?, ?, ?, ?)';
  await run(sql, id, workspaceId, e164, `Line ${index}`, index);
  return id;
};

export const makeWorkspace = async (
  over: Partial<Pick<Workspace, 'accountSid' | 'numbers'> & { isNew: boolean }> = {},
): Promise<Workspace> => {
  const id = newId(WorkspaceId, 'ws', randomBytes);
  const organizationId = newId(OrganizationId, 'org', randomBytes);
  const webhookKey = randomTail(randomBytes);
  const accountSid = over.accountSid ?? ACCOUNT.accountSid;
  const numbers = over.numbers ?? [E164.parse('+12125550190'), E164.parse('+14155550191')];
  await run('insert into organization (id, name, created_at) values (?, ?, ?)', organizationId, 'Acme', 1);
  await run(
    'insert into workspace (id, organization_id, name, country, webhook_key, created_at) values (?, ?, ?, ?, ?, ?)',
    id,
    organizationId,
    'Acme Sales',
    'US',
    webhookKey,
    1,
  );
  const sealed = (name: string, secret: string) => seal(env, { workspaceId: id, name }, secret);
  if (!over.isNew)
    await run(
      `insert into carrier_account
         (workspace_id, account_sid, auth_token, api_key_sid, api_key_secret, app_sid, dialer_enabled)
       values (?, ?, ?, ?, ?, ?, 1)`,
      id,
      accountSid,
      await sealed('auth_token', ACCOUNT.authToken),
      ACCOUNT.apiKeySid,
      await sealed('api_key_secret', ACCOUNT.apiKeySecret),
      ACCOUNT.appSid,
    );
  for (const [index, e164] of numbers.entries()) await makeNumber({ id }, e164, index);
  return { id, webhookKey, accountSid, numbers };
};

export const makeMember = async (workspace: Workspace, role: Role = 'agent'): Promise<MemberId> => {
  const id = newId(MemberId, 'mem', randomBytes);
  const user = `user_${randomTail(randomBytes)}`;
  await run('insert into user (id, email, created_at) values (?, ?, ?)', user, `${id}@acme.example`, 1);
  await run(
    'insert into member (id, workspace_id, user_id, role, name, created_at) values (?, ?, ?, ?, ?, ?)',
    id,
    workspace.id,
    user,
    role,
    'Robin Rep',
    1,
  );
  return id;
};

export const makeSetupCode = async (memberId: MemberId, expiresAt = Date.now() + 60_000): Promise<string> => {
  const code = Array.from(randomBytes(20), byte => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte % 32]).join('');
  await run(
    'insert into setup_code (code_hash, member_id, created_at, expires_at) values (?, ?, ?, ?)',
    await sha256(code),
    memberId,
    1,
    expiresAt,
  );
  return code;
};

export type Answer<T> = { readonly status: number; readonly body: T; readonly headers: Headers };

type Ask = { readonly token?: string; readonly body?: unknown; readonly headers?: Record<string, string> };

/** A request to the API; the caller gives the type of the answer. */
export const api = async <T = Record<string, never>>(
  method: string,
  path: string,
  { token, body, headers = {} }: Ask = {},
): Promise<Answer<T>> => {
  const response = await exports.default.fetch(`${ORIGIN}${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      'cf-connecting-ip': `test-${crypto.randomUUID()}`,
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const { status } = response;
  if (response.headers.get('content-type')?.startsWith('audio/'))
    return { status, body: (await response.arrayBuffer()) as T, headers: response.headers };
  const text = await response.text();
  return { status, body: text === '' ? null : JSON.parse(text), headers: response.headers };
};

/** A browser's side of a session: its tokens, its key, and the tokens it proposes next. */
export type Device = {
  readonly tokens: Tokens;
  readonly pair: CryptoKeyPair;
  readonly keys: SessionKeys;
};
export const makeDevice = async (): Promise<Device> => {
  const [tokens, pair] = [newTokens(), await newKeyPair()];
  return { tokens, pair, keys: await keysOf(tokens, pair) };
};

/** Uses a setup code; the token is valid if the answer is 200. */
export const useCode = async (code: string, address: string = crypto.randomUUID()) => {
  const device = await makeDevice();
  const answer = await api<Opened & { readonly refusal: unknown }>('POST', '/v1/sessions', {
    body: { code, device: 'test', keys: device.keys },
    headers: { 'cf-connecting-ip': address },
  });
  return { ...answer, device, token: device.tokens.access };
};

export const signIn = async (memberId: MemberId): Promise<string> =>
  (await useCode(await makeSetupCode(memberId))).token;

export type Rep = { readonly workspace: Workspace; readonly memberId: MemberId; readonly token: string };

export const makeRep = async (workspace?: Workspace, role: Role = 'agent'): Promise<Rep> => {
  const home = workspace ?? (await makeWorkspace());
  const memberId = await makeMember(home, role);
  return { workspace: home, memberId, token: await signIn(memberId) };
};

export type Form = Readonly<Record<string, string>>;

/** Twilio's signature: HMAC-SHA1 over the address and every name and value in order, base64. */
export const sign = async (url: string, form: Form, authToken = ACCOUNT.authToken) => {
  const text = Object.keys(form)
    .sort()
    .reduce((signed, name) => signed + name + form[name], url);
  const key = await crypto.subtle.importKey(
    'raw',
    new TextEncoder().encode(authToken),
    { name: 'HMAC', hash: 'SHA-1' },
    false,
    ['sign'],
  );
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(mac)));
};

type Posted = { readonly status: number; readonly text: string };

export const postForm = async (path: string, body: string, signature: string): Promise<Posted> => {
  const response = await exports.default.fetch(`${ORIGIN}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    body,
  });
  return { status: response.status, text: await response.text() };
};

/** Posts a webhook as the workspace's carrier would. */
export const webhook = async (workspace: Workspace, what: string, form: Form): Promise<Posted> => {
  const path = `/webhooks/${workspace.webhookKey}/${what}`;
  const full = { AccountSid: workspace.accountSid, ...form };
  return postForm(path, new URLSearchParams(full).toString(), await sign(`${ORIGIN}${path}`, full));
};
