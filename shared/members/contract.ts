import * as z from 'zod';
import { endpoint, NoRefusal, Role } from '../endpoint.ts';
import { MemberId } from '../ids.ts';
import { Email } from '../sign-in/contract.ts';

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
const Code = z.object({
  member: Person,
  code: z.string(),
  expiresAt: z.number(),
  /** It is on its way to them; else it is to be handed over. */
  isMailed: z.boolean(),
});

const ofMember = z.object({ memberId: MemberId });
/** Why somebody is left as they are. */
const Kept = z.object({ reason: z.enum(['above_you', 'yourself', 'last_owner']) });
const KEPT = { above_you: 403, yourself: 409, last_owner: 409 } as const;

export const members = endpoint({
  name: 'team.members',
  method: 'GET',
  path: '/v1/members',
  may: 'runWorkspace',
  request: z.object({}),
  reply: z.object({ members: z.array(Person) }),
  refusal: NoRefusal,
  refusals: {},
});

/** Makes somebody a member, with a code that signs one browser in within three days, and mails it to them. */
export const invite = endpoint({
  name: 'team.invite',
  method: 'POST',
  path: '/v1/members',
  may: 'runWorkspace',
  proof: true,
  request: z.object({
    email: Email,
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
  may: 'runWorkspace',
  proof: true,
  request: ofMember,
  reply: Code,
  refusal: z.object({ reason: z.literal('above_you') }),
  refusals: { above_you: 403 },
});

export const changeRole = endpoint({
  name: 'team.changeRole',
  method: 'PATCH',
  path: '/v1/members/:memberId',
  may: 'runWorkspace',
  proof: true,
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
  may: 'runWorkspace',
  proof: true,
  request: ofMember,
  reply: z.object({}),
  refusal: Kept,
  refusals: KEPT,
});
