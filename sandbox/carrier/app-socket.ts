import { WebSocket } from 'ws';
import { signHook } from './hook-request.ts';
import type { Network } from './network.ts';

/** A socket the carrier opens to an application. Everything is JSON, a message at a time. */
export type AppSocket = {
  send(message: unknown): void;
  close(): void;
};

export type AppSocketEvents = {
  opened(): void;
  message(text: string): void;
  /** It is over: closed by either side, lost, or never opened. */
  closed(wasOpen: boolean): void;
};

/** Signed as webhooks are, with the address alone (docs, usage/security). */
export const openAppSocket = (network: Network, url: string, events: AppSocketEvents): AppSocket => {
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
  // A failure is followed by its close.
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
