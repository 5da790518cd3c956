import { exports } from 'cloudflare:workers';
import { expect } from 'vitest';
import { ServerFrame, SOCKET_PATH, SOCKET_PROTOCOL } from '../../shared/presence/contract.ts';
import { api, EXTENSION, ORIGIN, type Rep } from './kit.ts';

export type Upgrade = { readonly origin?: string; readonly protocols?: string };

export const upgrade = ({ origin = EXTENSION, protocols = '' }: Upgrade): Promise<Response> =>
  exports.default.fetch(`${ORIGIN}${SOCKET_PATH}`, {
    headers: { upgrade: 'websocket', origin, 'sec-websocket-protocol': protocols },
  });

export const ticketFor = async (rep: Rep): Promise<string> => {
  const { body } = await api<{ ticket: string }>('POST', '/v1/presence/tickets', { token: rep.token });
  return body.ticket;
};

type StatusFrame = Extract<ServerFrame, { type: 'presence.status' }>;
type CallFrame = Exclude<ServerFrame, StatusFrame>;
export type PhoneSocket = WebSocket & {
  readonly frames: CallFrame[];
  /** The rep's own statuses, in the order they were told. */
  readonly statuses: StatusFrame[];
};

/** An open socket and the frames it has received. */
export const opened = async (rep: Rep): Promise<PhoneSocket> => {
  const response = await upgrade({ protocols: `${SOCKET_PROTOCOL}, ${await ticketFor(rep)}` });
  expect(response.status).toBe(101);
  const { webSocket } = response;
  if (!webSocket) throw new Error('No socket.');
  const frames: CallFrame[] = [];
  const statuses: StatusFrame[] = [];
  webSocket.addEventListener('message', ({ data }) => {
    if (data === 'pong') return;
    const frame = ServerFrame.parse(JSON.parse(String(data)));
    if (frame.type === 'presence.status') statuses.push(frame);
    else frames.push(frame);
  });
  webSocket.accept();
  return Object.assign(webSocket, { frames, statuses });
};
