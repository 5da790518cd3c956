import * as z from 'zod';
import { ALL_ROLES, endpoint, NoRefusal, Role } from '../endpoint.ts';
import { MemberId, OrganizationId, SessionId, WorkspaceId } from '../ids.ts';

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

/** A browser somebody is signed in with. Times are milliseconds UTC. */
export const SignedIn = z.object({
  id: SessionId,
  /** As it named itself: Chrome on Linux. */
  device: z.string(),
  createdAt: z.number(),
  lastSeenAt: z.number(),
  /** The one that asks. */
  isThis: z.boolean(),
});
export type SignedIn = z.infer<typeof SignedIn>;
const Sessions = z.object({ sessions: z.array(SignedIn) });

/** Where the one who asks is signed in, latest first. */
export const sessions = endpoint({
  name: 'team.sessions',
  method: 'GET',
  path: '/v1/sessions',
  roles: ALL_ROLES,
  request: z.object({}),
  reply: Sessions,
  refusal: NoRefusal,
  refusals: {},
});

/** Ends one of one's own sessions; one that is over already is not there. */
export const endSession = endpoint({
  name: 'team.endSession',
  method: 'POST',
  path: '/v1/sessions/:sessionId/end',
  roles: ALL_ROLES,
  request: z.object({ sessionId: SessionId }),
  reply: Sessions,
  refusal: NoRefusal,
  refusals: {},
});

/** Ends every session of one's own but the one that asks. */
export const endOtherSessions = endpoint({
  name: 'team.endOtherSessions',
  method: 'POST',
  path: '/v1/sessions/end-others',
  roles: ALL_ROLES,
  request: z.object({}),
  reply: Sessions,
  refusal: NoRefusal,
  refusals: {},
});

/** Somebody of a workspace, as those who run it see them. Times are milliseconds UTC. */
export const Person = z.object({
  id: MemberId,
  name: z.string(),
  email: z.string(),
  role: Role,
  /** When they first signed in; null while they only are invited. */
  joinedAt: z.number().nullable(),
  lastSeenAt: z.number().nullable(),
  /** How long a code that was made for them still works; null when none does. */
  codeUntil: z.number().nullable(),
});
export type Person = z.infer<typeof Person>;

/** Shown once: it is not kept. */
const Code = z.object({ member: Person, code: z.string(), expiresAt: z.number() });

const ADMINS = ['owner', 'admin'] as const;
const ofMember = z.object({ memberId: MemberId });
/** Why somebody is left as they are. */
const Kept = z.object({ reason: z.enum(['above_you', 'yourself', 'last_owner']) });
const KEPT = { above_you: 403, yourself: 409, last_owner: 409 } as const;

export const members = endpoint({
  name: 'team.members',
  method: 'GET',
  path: '/v1/members',
  roles: ADMINS,
  request: z.object({}),
  reply: z.object({ members: z.array(Person) }),
  refusal: NoRefusal,
  refusals: {},
});

/** Makes somebody a member, with a code that signs one browser in within seven days. */
export const invite = endpoint({
  name: 'team.invite',
  method: 'POST',
  path: '/v1/members',
  roles: ADMINS,
  request: z.object({
    email: z
      .string()
      .trim()
      .toLowerCase()
      .max(254)
      .pipe(z.email('This is no e-mail address. It looks like robin@company.com.')),
    name: z.string().trim().min(1, 'Enter a name.').max(100),
    role: Role,
  }),
  reply: Code,
  refusal: z.object({ reason: z.enum(['already_member', 'above_you']) }),
  refusals: { already_member: 409, above_you: 403 },
});

/** A new code for a member; the ones before it no longer work. */
export const newCode = endpoint({
  name: 'team.newCode',
  method: 'POST',
  path: '/v1/members/:memberId/code',
  roles: ADMINS,
  request: ofMember,
  reply: Code,
  refusal: z.object({ reason: z.literal('above_you') }),
  refusals: { above_you: 403 },
});

export const changeRole = endpoint({
  name: 'team.changeRole',
  method: 'PATCH',
  path: '/v1/members/:memberId',
  roles: ADMINS,
  request: ofMember.extend({ role: Role }),
  reply: z.object({ member: Person }),
  refusal: Kept,
  refusals: KEPT,
});

/** Ends a membership: every session of theirs is over, and no code works any more. */
export const removeMember = endpoint({
  name: 'team.removeMember',
  method: 'DELETE',
  path: '/v1/members/:memberId',
  roles: ADMINS,
  request: ofMember,
  reply: z.object({}),
  refusal: Kept,
  refusals: KEPT,
});
