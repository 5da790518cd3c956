import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import { RegExpRouter } from 'hono/router/reg-exp-router';
import { secureHeaders } from 'hono/secure-headers';
import { version } from '../package.json';
import { CLIENT_VERSION_HEADER, OLDEST_CLIENT, RETIRED_PATHS } from '../shared/endpoint.ts';
import { randomTail } from '../shared/ids.ts';
import * as ai from './ai/index.ts';
import * as auditLog from './audit-log/index.ts';
import * as callLog from './call-log/index.ts';
import * as calls from './calls/index.ts';
import * as contacts from './contacts/index.ts';
import type { AppEnv } from './context.ts';
import * as diagnostics from './diagnostics/index.ts';
import * as inbox from './inbox/index.ts';
import * as incoming from './incoming/index.ts';
import * as invitations from './invitations/index.ts';
import { log } from './log.ts';
import * as members from './members/index.ts';
import * as memberships from './memberships/index.ts';
import * as numbers from './numbers/index.ts';
import * as passkeys from './passkeys/index.ts';
import { randomBytes, systemClock } from './platform.ts';
import * as presence from './presence/index.ts';
import { HttpProblem, notFound, onError } from './problem.ts';
import * as recordings from './recordings/index.ts';
import * as sessions from './sessions/index.ts';
import * as settings from './settings/index.ts';
import * as signIn from './sign-in/index.ts';
import * as stepUp from './step-up/index.ts';
import * as team from './team/index.ts';
import * as usage from './usage/index.ts';
import * as voicemail from './voicemail/index.ts';

const BODY_LIMIT_BYTES = 64 * 1024;

const SLOW_MS = 1_000;
const READS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Logs what a person did (signing in included), what was refused or failed, and what took long. Other reads and
 * webhooks that succeed are not logged: they are most of all requests, what a webhook says is stored with its call,
 * and the line costs as much as the rest of a short answer.
 */
const logRequest = (c: Context<AppEnv>, ms: number): void => {
  const { method, path } = c.req;
  const { status } = c.res;
  const principal = c.get('principal');
  const isAct = path.startsWith('/v1/') && !READS.includes(method);
  if (!isAct && status < 400 && ms < SLOW_MS) return;
  log.info('request', {
    requestId: c.get('requestId'),
    method,
    route: routePath(c, -1),
    status,
    ms,
    workspaceId: principal?.workspaceId,
    memberId: principal?.memberId,
  });
};

const withRequestId = createMiddleware<AppEnv>(async (c, next) => {
  const startedAt = systemClock.now();
  c.set('requestId', `req_${randomTail(randomBytes)}`);
  await next();
  logRequest(c, systemClock.now() - startedAt);
  if (c.res.status !== 101) c.res.headers.set('x-request-id', c.get('requestId'));
});

const parts = (semver: string): readonly number[] =>
  semver.split('.').map(part => Number.parseInt(part, 10) || 0);

const isOlder = (client: string, oldest: string): boolean => {
  const wanted = parts(oldest);
  const has = parts(client);
  const at = wanted.findIndex((part, index) => part !== (has[index] ?? 0));
  return at >= 0 && (has[at] ?? 0) < (wanted[at] ?? 0);
};

const notTooOld = createMiddleware<AppEnv>(async (c, next) => {
  const client = c.req.header(CLIENT_VERSION_HEADER);
  const isTooOld = client !== undefined && isOlder(client, OLDEST_CLIENT);
  if (isTooOld || RETIRED_PATHS.includes(c.req.path))
    throw new HttpProblem(426, 'This version of the extension is too old. Update it and try again.');
  await next();
});

const withPrincipal = createMiddleware<AppEnv>(async (c, next) => {
  const token = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
  if (token !== undefined) c.set('principal', await team.authenticate(c.env, systemClock, token));
  await next();
});

const fromOurExtensions = cors({
  origin: (origin, c) => (presence.isOurExtension(c.env, origin) ? origin : null),
  allowHeaders: ['authorization', 'content-type', 'idempotency-key', CLIENT_VERSION_HEADER],
  allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
  exposeHeaders: ['x-request-id', 'retry-after'],
  maxAge: 600,
});

/** Headers that only obsolete browsers read are left out, because every response would carry them. */
const securely = secureHeaders({
  crossOriginResourcePolicy: 'cross-origin',
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/** RegExpRouter rejects ambiguous paths, such as `/a/:id/b` next to `/a/c`: the first request then fails. */
export const app = new Hono<AppEnv>({ router: new RegExpRouter() });
app.onError(onError);
app.notFound(c => onError(notFound(), c));
app.use(withRequestId, securely);
app.use(bodyLimit({ maxSize: BODY_LIMIT_BYTES }));
app.use('/v1/*', fromOurExtensions, notTooOld, withPrincipal);
app.get('/v1/health', c => c.json({ ok: true, version }));
for (const capability of [
  auditLog,
  signIn,
  passkeys,
  stepUp,
  team,
  sessions,
  memberships,
  invitations,
  members,
  settings,
  usage,
  ai,
  numbers,
  contacts,
  presence,
  calls,
  callLog,
  recordings,
  inbox,
  incoming,
  voicemail,
  diagnostics,
])
  capability.routes(app);
