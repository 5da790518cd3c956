import * as z from 'zod';
import { endpoint, NoRefusal, Role } from '../endpoint.ts';
import { InvitationId, MemberId } from '../ids.ts';
import { Email } from '../sign-in/contract.ts';

/** A member, as those who run the workspace see them. Times are milliseconds UTC. */
export const Person = z.object({
  id: MemberId,
  name: z.string(),
  email: z.string(),
  role: Role,
  /** When they first signed in; null when they never did. */
  joinedAt: z.number().nullable(),
  lastSeenAt: z.number().nullable(),
  /** Until when a setup code made for them works; null when none does. */
  codeUntil: z.number().nullable(),
});
export type Person = z.infer<typeof Person>;

/** Somebody who was invited and is not a member, as those who run the workspace see them. */
export const Invitation = z.object({
  id: InvitationId,
  email: z.string(),
  name: z.string(),
  role: Role,
  invitedBy: z.string(),
  sentAt: z.number(),
  expiresAt: z.number(),
  state: z.enum(['open', 'expired', 'declined']),
});
export type Invitation = z.infer<typeof Invitation>;

/** Shown once: only its hash is stored. */
const Code = z.object({
  code: z.string(),
  expiresAt: z.number(),
  /** The code was mailed to them; otherwise it has to be handed over. */
  isMailed: z.boolean(),
});
const MemberCode = Code.extend({ member: Person });
const InvitationCode = Code.extend({ invitation: Invitation });

const ofMember = z.object({ memberId: MemberId });
/** Why a member cannot be changed. */
const NotChangeable = z.object({ reason: z.enum(['above_you', 'yourself', 'last_owner']) });
const KEPT = { above_you: 403, yourself: 409, last_owner: 409 } as const;

export const members = endpoint({
  name: 'team.members',
  method: 'GET',
  path: '/v1/members',
  may: 'runWorkspace',
  request: z.object({}),
  reply: z.object({ members: z.array(Person), invitations: z.array(Invitation) }),
  refusal: NoRefusal,
  refusals: {},
});

/** Invites somebody. They become a member by accepting: with the code, within three days, or where signed in. */
export const invite = endpoint({
  name: 'team.invite',
  method: 'POST',
  path: '/v1/members',
  may: 'runWorkspace',
  stepUp: true,
  request: z.object({
    email: Email,
    name: z.string().trim().min(1, 'Enter a name.').max(100),
    role: Role,
  }),
  reply: InvitationCode,
  refusal: z.object({ reason: z.enum(['already_member', 'already_invited', 'above_you']) }),
  refusals: { already_member: 409, already_invited: 409, above_you: 403 },
});

const ofInvitation = z.object({ invitationId: InvitationId });

/** Sends an invitation again, for three more days; the previous code stops working. */
export const resendInvitation = endpoint({
  name: 'team.resendInvitation',
  method: 'POST',
  path: '/v1/invitations/:invitationId/resend',
  may: 'runWorkspace',
  stepUp: true,
  request: ofInvitation,
  reply: InvitationCode,
  refusal: z.object({ reason: z.literal('above_you') }),
  refusals: { above_you: 403 },
});

/** Withdraws an invitation that nobody has accepted. */
export const withdrawInvitation = endpoint({
  name: 'team.withdrawInvitation',
  method: 'DELETE',
  path: '/v1/invitations/:invitationId',
  may: 'runWorkspace',
  request: ofInvitation,
  reply: z.object({}),
  refusal: z.object({ reason: z.literal('above_you') }),
  refusals: { above_you: 403 },
});

/** A new code for a member; earlier codes stop working. */
export const newCode = endpoint({
  name: 'team.newCode',
  method: 'POST',
  path: '/v1/members/:memberId/code',
  may: 'runWorkspace',
  stepUp: true,
  request: ofMember,
  reply: MemberCode,
  refusal: z.object({ reason: z.literal('above_you') }),
  refusals: { above_you: 403 },
});

export const changeRole = endpoint({
  name: 'team.changeRole',
  method: 'PATCH',
  path: '/v1/members/:memberId',
  may: 'runWorkspace',
  stepUp: true,
  request: ofMember.extend({ role: Role }),
  reply: z.object({ member: Person }),
  refusal: NotChangeable,
  refusals: KEPT,
});

/** Ends a membership: all of the member's sessions end, and none of their codes works any more. */
export const removeMember = endpoint({
  name: 'team.removeMember',
  method: 'DELETE',
  path: '/v1/members/:memberId',
  may: 'runWorkspace',
  stepUp: true,
  request: ofMember,
  reply: z.object({}),
  refusal: NotChangeable,
  refusals: KEPT,
});
