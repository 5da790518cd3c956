import type { Context, Hono } from 'hono';
import { may } from '../shared/capabilities.ts';
import {
  type Endpoint,
  IdempotencyKey,
  type RefusalOf,
  type ReplyOf,
  type RequestOf,
  STEP_UP_FIRST,
} from '../shared/endpoint.ts';
import type { Result } from '../shared/result.ts';
import { STEP_UP_LASTS_MS } from '../shared/step-up/contract.ts';
import { stepUpFirstWords } from '../shared/step-up/words.ts';
import { dropIntent, insertEntry, intend, type NewEntry } from './audit/index.ts';
import { clientNetwork } from './client-network.ts';
import type { AppEnv, AuditNote, MemberContext, OnceContext, PublicContext } from './context.ts';
import { randomBytes, systemClock } from './platform.ts';
import { HttpProblem } from './problem.ts';

type Act<C, E extends Endpoint> = (
  context: C,
  request: RequestOf<E>,
) => Promise<Result<ReplyOf<E>, RefusalOf<E>>>;

type Notes = { current: Partial<AuditNote> };

const publicContext = (c: Context<AppEnv>, _endpoint: Endpoint, notes: Notes): PublicContext => ({
  env: c.env,
  clock: systemClock,
  random: randomBytes,
  requestId: c.get('requestId'),
  clientNetwork: clientNetwork(c.req.header('cf-connecting-ip') ?? 'local'),
  note(note) {
    notes.current = { ...notes.current, ...note };
  },
});

const memberContext = (c: Context<AppEnv>, endpoint: Endpoint, notes: Notes): MemberContext => {
  const principal = c.get('principal');
  if (!principal) throw new HttpProblem(401, 'You are signed out. Sign in again.');
  if (endpoint.may === 'public' || !may(principal.role, endpoint.may, principal.grants))
    throw new HttpProblem(403, 'Your role cannot do this. Ask an admin of your workspace.');
  return { ...publicContext(c, endpoint, notes), principal };
};

const onceContext = (c: Context<AppEnv>, endpoint: Endpoint, notes: Notes): OnceContext => {
  const key = IdempotencyKey.safeParse(c.req.header('idempotency-key'));
  if (!key.success)
    throw new HttpProblem(400, 'This request needs an Idempotency-Key of 8 to 64 characters.');
  return { ...memberContext(c, endpoint, notes), idempotencyKey: key.data };
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const bodyOf = async (c: Context<AppEnv>): Promise<Record<string, unknown>> => {
  const text = await c.req.text();
  if (text === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw error instanceof SyntaxError ? new HttpProblem(400, 'The body is not JSON.') : error;
  }
  if (!isRecord(body)) throw new HttpProblem(400, 'The body is not a JSON object.');
  return body;
};

/** Path parameters win over a body's field of the same name: the path says what is acted on. */
const requestOf = async <E extends Endpoint>(c: Context<AppEnv>, endpoint: E): Promise<RequestOf<E>> => {
  const rest = endpoint.method === 'GET' ? c.req.query() : await bodyOf(c);
  const parsed = endpoint.request.safeParse({ ...rest, ...c.req.param() });
  if (parsed.success) return parsed.data as RequestOf<E>;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join('.') || 'request'] ??= issue.message;
  throw new HttpProblem(400, 'Some fields are missing or wrong. Correct them and try again.', { fields });
};

/** Thrown before anything is done: after the step-up the client repeats the same request. */
const demandStepUp = (c: Context<AppEnv>, { stepUp }: Endpoint, request: Record<string, unknown>): void => {
  const isNeeded = stepUp === true || (stepUp ?? []).some(field => request[field] !== undefined);
  const principal = c.get('principal');
  if (isNeeded && principal && systemClock.now() - principal.steppedUpAt > STEP_UP_LASTS_MS)
    throw new HttpProblem(403, stepUpFirstWords, { type: STEP_UP_FIRST });
};

/** An endpoint with refusals needs a function for their messages; an endpoint without refusals takes none. */
type Words<E extends Endpoint> = [RefusalOf<E>] extends [never]
  ? []
  : [words: (refusal: RefusalOf<E>) => string];

const refuse = (endpoint: Endpoint, refusal: unknown, detail: string | undefined): HttpProblem => {
  const reason = isRecord(refusal) ? String(refusal.reason) : '';
  const status = endpoint.refusals[reason];
  if (status === undefined || detail === undefined)
    throw new Error(`${endpoint.name} refuses without a status or a message.`);
  return new HttpProblem(status, detail, { refusal });
};

/** The request without its secret fields. */
const openPart = (request: object, secrets: readonly string[] = []): Record<string, unknown> =>
  Object.fromEntries(Object.entries(request).filter(([name]) => !secrets.includes(name)));

/** An act's entry in the audit log of the workspace it was done in; undefined if that is not known yet. */
const entryOf = (
  c: Context<AppEnv>,
  endpoint: Endpoint,
  request: object,
  note: Partial<AuditNote>,
): NewEntry | undefined => {
  const principal = c.get('principal');
  const workspaceId = note.workspaceId ?? principal?.workspaceId;
  if (!workspaceId) return undefined;
  const [target] = Object.values(c.req.param());
  return {
    workspaceId,
    memberId: note.memberId ?? principal?.memberId ?? null,
    act: endpoint.name,
    target: note.target ?? target ?? null,
    before: note.before,
    after: note.after ?? openPart(request, endpoint.secrets),
    requestId: c.get('requestId'),
    at: systemClock.now(),
  };
};

const isWrittenDown = ({ method, audit }: Endpoint): boolean =>
  method === 'GET' ? audit !== undefined : audit !== 'no';

/**
 * Does an act that belongs in the audit log. With `audit: 'later'` (a rep is waiting for a call) the entry is written
 * afterwards. Otherwise the intent is stored first, so that no change lacks its entry, whatever fails and when.
 */
const doWritten = async <T extends { readonly ok: boolean }>(
  c: Context<AppEnv>,
  endpoint: Endpoint,
  request: object,
  notes: Notes,
  act: () => Promise<T>,
): Promise<T> => {
  const { env } = c;
  const intent = endpoint.audit === 'later' ? undefined : entryOf(c, endpoint, request, {});
  if (intent) await intend(env, intent);
  let result: T;
  try {
    result = await act();
  } catch (error) {
    // A thrown HttpProblem changed nothing. After any other error the outcome is unknown.
    if (intent && error instanceof HttpProblem) await dropIntent(env, intent.requestId);
    throw error;
  }
  const entry = result.ok ? entryOf(c, endpoint, request, notes.current) : undefined;
  const written = entry ? insertEntry(env, entry) : intent && dropIntent(env, intent.requestId);
  if (endpoint.audit === 'later' && written) c.executionCtx.waitUntil(written);
  else await written;
  return result;
};

const on = <C, E extends Endpoint>(
  app: Hono<AppEnv>,
  endpoint: E,
  contextOf: (c: Context<AppEnv>, endpoint: E, notes: Notes) => C,
  act: Act<C, E>,
  [words]: Words<E>,
): void => {
  app.on(endpoint.method, endpoint.path, async c => {
    const notes: Notes = { current: {} };
    const context = contextOf(c, endpoint, notes);
    const request = await requestOf(c, endpoint);
    demandStepUp(c, endpoint, request);
    const perform = () => act(context, request);
    const result = isWrittenDown(endpoint)
      ? await doWritten(c, endpoint, request, notes, perform)
      : await perform();
    if (!result.ok) throw refuse(endpoint, result.error, words?.(result.error));
    c.header('cache-control', 'private, no-store');
    return c.body(JSON.stringify(result.value), 200, { 'content-type': 'application/json' });
  });
};

/** Registers an endpoint anyone may call. */
export const onPublic = <E extends Endpoint>(
  app: Hono<AppEnv>,
  endpoint: E,
  act: Act<PublicContext, E>,
  ...words: Words<E>
) => on(app, endpoint, publicContext, act, words);

/** Registers an endpoint for members who have the capability it needs. */
export const onMember = <E extends Endpoint>(
  app: Hono<AppEnv>,
  endpoint: E,
  act: Act<MemberContext, E>,
  ...words: Words<E>
) => on(app, endpoint, memberContext, act, words);

/** Registers an endpoint that rings a person or costs money: it needs an idempotency key. */
export const onMemberOnce = <E extends Endpoint>(
  app: Hono<AppEnv>,
  endpoint: E,
  act: Act<OnceContext, E>,
  ...words: Words<E>
) => on(app, endpoint, onceContext, act, words);
