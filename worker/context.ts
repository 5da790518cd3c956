import type { Grant } from '../shared/capabilities.ts';
import type { Clock } from '../shared/clock.ts';
import type { Role } from '../shared/endpoint.ts';
import type { MemberId, RandomBytes, SessionId, WorkspaceId } from '../shared/ids.ts';
import type { Workspace } from './workspace/index.ts';

/** Whoever a bearer token speaks for. */
export type Principal = {
  readonly sessionId: SessionId;
  readonly memberId: MemberId;
  /** The person, in whichever workspace. */
  readonly userId: string;
  /** The member's name in this workspace. */
  readonly name: string;
  readonly email: string;
  readonly workspaceId: WorkspaceId;
  /** As it is now: read together with the session. */
  readonly workspace: Workspace;
  readonly role: Role;
  /** The session proves this membership, and not who somebody is elsewhere (team/bound.ts). */
  readonly isBound: boolean;
  /** When they last proved who they are, milliseconds UTC. */
  readonly steppedUpAt: number;
  /** What this workspace leaves to it (shared/capabilities.ts). */
  readonly grants: readonly Grant[];
};

/** What every act is given. */
export type PublicContext = {
  readonly env: Env;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly requestId: string;
  /** Where the request came from, as the platform saw it: an IPv4 address or an IPv6 /64. */
  readonly clientNetwork: string;
  /** What the audit log says of this act beside who, when and what was asked. */
  readonly note: (note: Partial<AuditNote>) => void;
};
/** Of an act nobody was signed in for, whose it was; of any, what it changed. */
export type AuditNote = {
  readonly workspaceId: WorkspaceId;
  readonly memberId: MemberId;
  readonly target: string;
  readonly before: unknown;
  readonly after: unknown;
};
export type MemberContext = PublicContext & { readonly principal: Principal };
/** Of an act that happens at most once per key. */
export type OnceContext = MemberContext & { readonly idempotencyKey: string };

export type AppEnv = {
  Bindings: Env;
  Variables: { requestId: string; principal: Principal | undefined };
};
