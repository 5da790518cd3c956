import { WorkspaceId } from '../../shared/ids.ts';
import { SOCKET_PROTOCOL } from '../../shared/presence/contract.ts';

export type SocketTicket = { readonly workspaceId: WorkspaceId; readonly secret: string };

/** `<workspaceId>.<26 random>`: the first half finds the Switchboard, the second opens it. */
export const writeTicket = ({ workspaceId, secret }: SocketTicket): string => `${workspaceId}.${secret}`;

/** The ticket in Sec-WebSocket-Protocol, beside the protocol's own name. */
export const ticketOf = (request: Request): SocketTicket | undefined => {
  const offered = (request.headers.get('sec-websocket-protocol') ?? '').split(',').map(each => each.trim());
  if (offered.length !== 2 || offered[0] !== SOCKET_PROTOCOL) return undefined;
  const [workspace, secret, ...rest] = (offered[1] ?? '').split('.');
  const workspaceId = WorkspaceId.safeParse(workspace);
  return workspaceId.success && secret && rest.length === 0
    ? { workspaceId: workspaceId.data, secret }
    : undefined;
};
