import * as z from 'zod';
import { ALL_ROLES, endpoint, NoRefusal, Role } from '../endpoint.ts';
import { MemberId, OrganizationId, WorkspaceId } from '../ids.ts';

export const Me = z.object({
  member: z.object({ id: MemberId, name: z.string(), email: z.string(), role: Role }),
  workspace: z.object({
    id: WorkspaceId,
    organizationId: OrganizationId,
    name: z.string(),
    /** ISO 3166 alpha-2: how numbers without a country code are read. */
    country: z.string().length(2),
  }),
});
export type Me = z.infer<typeof Me>;

/** 20 letters and digits in groups of five; case and dashes do not matter. */
export const SetupCode = z
  .string()
  .transform(code => code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{20}$/, 'A setup code has 20 letters and digits.'));

/** A single-use setup code → a session. The bearer token is shown once. */
export const signIn = endpoint({
  name: 'team.signIn',
  method: 'POST',
  path: '/v1/sessions',
  secrets: ['code'],
  roles: 'public',
  request: z.object({ code: SetupCode, device: z.string().max(100) }),
  reply: z.object({ token: z.string(), expiresAt: z.number(), me: Me }),
  refusal: z.discriminatedUnion('reason', [
    /** Unknown, used, or older than 30 minutes: not told apart, so nobody can probe. */
    z.object({ reason: z.literal('code_not_valid') }),
    z.object({ reason: z.literal('too_many_tries'), retryAfterSeconds: z.number() }),
  ]),
  refusals: { code_not_valid: 403, too_many_tries: 429 },
});

export const signOut = endpoint({
  name: 'team.signOut',
  method: 'DELETE',
  path: '/v1/sessions/current',
  roles: ALL_ROLES,
  request: z.object({}),
  reply: z.object({}),
  refusal: NoRefusal,
  refusals: {},
});

export const me = endpoint({
  name: 'team.me',
  method: 'GET',
  path: '/v1/me',
  roles: ALL_ROLES,
  request: z.object({}),
  reply: Me,
  refusal: NoRefusal,
  refusals: {},
});
