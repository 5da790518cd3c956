import type { Grant } from '../shared/capabilities.ts';
import type { Clock } from '../shared/clock.ts';
import type { Role } from '../shared/endpoint.ts';
import type { MemberId, RandomBytes, SessionId, WorkspaceId } from '../shared/ids.ts';
import type { Workspace } from './workspace/index.ts';

/** The member a bearer token authenticates. */
export type Principal = {
  readonly sessionId: SessionId;
  readonly memberId: MemberId;
  /** The person, the same in every workspace. */
  readonly userId: string;
  /** The member's name in this workspace. */
  readonly name: string;
  readonly email: string;
  readonly workspaceId: WorkspaceId;
  /** The workspace as it is now, read together with the session. */
  readonly workspace: Workspace;
  readonly role: Role;
  /** The session proves this membership only, not the person's identity elsewhere (team/bound.ts). */
  readonly isBound: boolean;
  /** When the person last proved their identity, milliseconds UTC. */
  readonly steppedUpAt: number;
  /** What this workspace grants to the role (shared/capabilities.ts). */
  readonly grants: readonly Grant[];
};

/** What every act receives. */
export type PublicContext = {
  readonly env: Env;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly requestId: string;
  /** Where the request came from, as the platform saw it: an IPv4 address or an IPv6 /64. */
  readonly clientNetwork: string;
  /** Adds to the act's audit entry, which already has who, when and what was requested. */
  readonly note: (note: Partial<AuditNote>) => void;
};
/** What the act changed and, for an act without a session, whose act it was. */
export type AuditNote = {
  readonly workspaceId: WorkspaceId;
  readonly memberId: MemberId;
  readonly target: string;
  readonly before: unknown;
  readonly after: unknown;
};
export type MemberContext = PublicContext & { readonly principal: Principal };
/** The context of an act that happens at most once per idempotency key. */
export type OnceContext = MemberContext & { readonly idempotencyKey: string };

export type AppEnv = {
  Bindings: Env;
  Variables: { requestId: string; principal: Principal | undefined };
};
