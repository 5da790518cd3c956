import type { CallId, MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';

/** What a phone's socket remembers through hibernation. */
export type PhoneSocket = {
  readonly workspaceId: WorkspaceId;
  readonly memberId: MemberId;
  readonly sessionId: SessionId;
  /** When it was opened, milliseconds UTC. */
  readonly since: number;
  /** The call whose rep leg is on this phone. */
  readonly carries?: CallId;
  /** Since when nobody has used its computer, milliseconds UTC; not set while somebody does. */
  readonly idleSince?: number;
};

export const phoneOf = (socket: WebSocket): PhoneSocket | null => socket.deserializeAttachment();
