import { WorkspaceId } from '../../shared/ids.ts';
import { SOCKET_PROTOCOL } from '../../shared/presence/contract.ts';
import { isMadeHere, signatureOf } from '../secrets/index.ts';

export type SocketTicket = { readonly workspaceId: WorkspaceId; readonly secret: string };

/**
 * `<workspaceId>.<26 random>.<26 of a MAC>`: the first part names the Switchboard, the second opens it, once. The
 * third proves that we issued the ticket, before any Switchboard is called: a made-up name would create one.
 */
export const writeTicket = async (env: Env, { workspaceId, secret }: SocketTicket): Promise<string> => {
  const ticket = `${workspaceId}.${secret}`;
  return `${ticket}.${await signatureOf(env, 'socket-ticket', ticket)}`;
};

/** The ticket in Sec-WebSocket-Protocol, next to the protocol's own name; undefined if we did not issue it. */
export const ticketOf = async (env: Env, request: Request): Promise<SocketTicket | undefined> => {
  const offered = (request.headers.get('sec-websocket-protocol') ?? '').split(',').map(each => each.trim());
  if (offered.length !== 2 || offered[0] !== SOCKET_PROTOCOL) return undefined;
  const [workspace = '', secret = '', signature = '', ...rest] = (offered[1] ?? '').split('.');
  const workspaceId = WorkspaceId.safeParse(workspace);
  if (!workspaceId.success || rest.length > 0) return undefined;
  return (await isMadeHere(env, 'socket-ticket', `${workspace}.${secret}`, signature))
    ? { workspaceId: workspaceId.data, secret }
    : undefined;
};
