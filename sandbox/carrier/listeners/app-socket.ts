import { WebSocket } from 'ws';
import type { Account } from '../account/account.ts';
import type { Guard } from '../guard.ts';
import { signHook } from '../webhooks/request.ts';

type Parts = { readonly account: Account; readonly guard: Guard; readonly sockets: Sockets };

/** Open sockets to applications. */
export type Sockets = Set<WebSocket>;

/** A WebSocket the carrier opens to an application. Each message is one JSON value. */
export type AppSocket = {
  send(message: unknown): void;
  close(): void;
};

export type AppSocketEvents = {
  opened(): void;
  message(text: string): void;
  /** The socket was closed by either side, lost, or never opened. */
  closed(wasOpen: boolean): void;
};

/** The request is signed as webhooks are, over the address alone (docs, usage/security). */
export const openAppSocket = (network: Parts, url: string, events: AppSocketEvents): AppSocket => {
  const { guard } = network;
  const socket = new WebSocket(url, {
    headers: {
      'X-Twilio-Signature': signHook(network.account.authToken, url, {}),
      'User-Agent': 'TwilioProxy/1.1',
    },
    handshakeTimeout: 5000,
  });
  let wasOpen = false;
  socket.on('open', () => {
    wasOpen = true;
    guard.run(() => events.opened());
  });
  socket.on('message', data => guard.run(() => events.message(String(data))));
  // A failure is followed by 'close', which handles it.
  socket.on('error', () => {});
  socket.on('close', () => {
    network.sockets.delete(socket);
    guard.run(() => events.closed(wasOpen));
  });
  network.sockets.add(socket);
  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close: () => socket.close(),
  };
};
