import * as z from 'zod';
import { Capability } from '../capabilities.ts';
import { endpoint, NoRefusal, Role } from '../endpoint.ts';
import { MemberId, OrganizationId, SessionId, WorkspaceId } from '../ids.ts';
import { ClickAction } from '../workspace/click-action.ts';

export const Me = z.object({
  member: z.object({ id: MemberId, name: z.string(), email: z.string(), role: Role }),
  workspace: z.object({
    id: WorkspaceId,
    organizationId: OrganizationId,
    name: z.string(),
    /** ISO 3166 alpha-2: how numbers without a country code are read. */
    country: z.string().length(2),
    /** What a click on a number in a page does. */
    clickAction: ClickAction,
    /** The sites on which numbers are looked for (shared/workspace/sites.ts). */
    sites: z.array(z.string()),
  }),
  /** What this member may do here. */
  may: z.array(Capability),
});
export type Me = z.infer<typeof Me>;

/** Ends this session. */
export const signOut = endpoint({
  name: 'team.signOut',
  method: 'DELETE',
  path: '/v1/session',
  may: 'belong',
  request: z.object({}),
  reply: z.object({}),
  refusal: NoRefusal,
  refusals: {},
});

export const me = endpoint({
  name: 'team.me',
  method: 'GET',
  path: '/v1/me',
  may: 'belong',
  request: z.object({}),
  reply: Me,
  refusal: NoRefusal,
  refusals: {},
});

/** A browser the person is signed in with. Times are milliseconds UTC. */
export const SignedIn = z.object({
  id: SessionId,
  /** As the browser named itself: Chrome on Linux. */
  device: z.string(),
  createdAt: z.number(),
  lastSeenAt: z.number(),
  /** Whether this is the browser that sent the request. */
  isThis: z.boolean(),
});
export type SignedIn = z.infer<typeof SignedIn>;
const Sessions = z.object({ sessions: z.array(SignedIn) });

/** Where the signed-in person has sessions, latest first. */
export const sessions = endpoint({
  name: 'team.sessions',
  method: 'GET',
  path: '/v1/sessions',
  may: 'belong',
  request: z.object({}),
  reply: Sessions,
  refusal: NoRefusal,
  refusals: {},
});

/** Ends one of the person's own sessions; a session that has already ended is not found. */
export const endSession = endpoint({
  name: 'team.endSession',
  method: 'DELETE',
  path: '/v1/sessions/:sessionId',
  may: 'belong',
  request: z.object({ sessionId: SessionId }),
  reply: Sessions,
  refusal: NoRefusal,
  refusals: {},
});

/** Ends all of the person's sessions except the one that sent the request. */
export const endOtherSessions = endpoint({
  name: 'team.endOtherSessions',
  method: 'POST',
  path: '/v1/sessions/end-others',
  may: 'belong',
  request: z.object({}),
  reply: Sessions,
  refusal: NoRefusal,
  refusals: {},
});

/** A workspace the person may switch to. */
export const WorkspaceSummary = z.object({
  id: WorkspaceId,
  name: z.string(),
  organization: z.string(),
  role: Role,
  /** Whether this session is in the workspace. */
  isThis: z.boolean(),
});
export type WorkspaceSummary = z.infer<typeof WorkspaceSummary>;

/** A workspace with an invitation. `until`: its expiry; null where somebody joined in their name, with a code. */
export const Invited = WorkspaceSummary.omit({ isThis: true }).extend({ until: z.number().nullable() });
export type Invited = z.infer<typeof Invited>;

const Workspaces = z.object({
  workspaces: z.array(WorkspaceSummary),
  /** Empty in a session that does not prove the person's identity. */
  invitations: z.array(Invited),
  /**
   * Signed in with a code an admin has seen, or by mail as somebody who owns another workspace: such a session is
   * valid for this workspace alone.
   */
  isBound: z.boolean(),
});

/** The signed-in person's workspaces, by name. */
export const listWorkspaces = endpoint({
  name: 'team.workspaces',
  method: 'GET',
  path: '/v1/workspaces',
  may: 'belong',
  request: z.object({}),
  reply: Workspaces,
  refusal: NoRefusal,
  refusals: {},
});

/** Switches this session to another workspace. Not during a call. */
export const switchWorkspace = endpoint({
  name: 'team.switchWorkspace',
  method: 'POST',
  path: '/v1/workspaces/:workspaceId/switch',
  may: 'belong',
  request: z.object({ workspaceId: WorkspaceId }),
  reply: Me,
  refusal: z.object({ reason: z.literal('on_a_call') }),
  refusals: { on_a_call: 409 },
});

/** Accepts an invitation; the session stays in its workspace. */
export const acceptInvitation = endpoint({
  name: 'team.acceptInvitation',
  method: 'POST',
  path: '/v1/workspaces/:workspaceId/accept',
  may: 'belong',
  request: z.object({ workspaceId: WorkspaceId }),
  reply: Workspaces,
  refusal: NoRefusal,
  refusals: {},
});

/** Declines an invitation; somebody who has joined in the invited person's name loses access. */
export const declineInvitation = endpoint({
  name: 'team.declineInvitation',
  method: 'POST',
  path: '/v1/workspaces/:workspaceId/decline',
  may: 'belong',
  request: z.object({ workspaceId: WorkspaceId }),
  reply: Workspaces,
  refusal: NoRefusal,
  refusals: {},
});

/** Creates another workspace in the same organization, with its creator as the only member. */
export const createWorkspace = endpoint({
  name: 'team.createWorkspace',
  method: 'POST',
  path: '/v1/workspaces',
  may: 'runOrganization',
  request: z.object({
    name: z.string().trim().min(1, 'Enter a name.').max(100),
    country: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/, 'Choose a country.'),
  }),
  reply: Workspaces,
  refusal: z.object({ reason: z.enum(['name_taken', 'too_many']) }),
  refusals: { name_taken: 409, too_many: 409 },
});
