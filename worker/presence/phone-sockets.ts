/**
 * The sockets of a workspace's phones. The platform lists a closing socket until its peer has answered, which takes
 * long if the peer is gone. Such a socket is no longer open, and sending on it throws.
 */
import type { MemberId, SessionId } from '../../shared/ids.ts';
import type { ServerFrame } from '../../shared/presence/contract.ts';
import type { TeamFrame } from '../../shared/presence/team-frames.ts';
import { log } from '../log.ts';
import { type PhoneSocket, phoneOf } from './phone-socket.ts';

// A browser has one socket, and briefly a second while it replaces the first.
const MOST_OF_SESSION = 4;
const MOST_OF_MEMBER = 16;
export const GOING_AWAY = 1001;
export const POLICY_VIOLATION = 1008;

const isOpen = (socket: WebSocket): boolean => socket.readyState === WebSocket.OPEN;

/** A socket that cannot be closed is already closed. */
export const closeSocket = (socket: WebSocket, code: number, reason?: string): void => {
  try {
    socket.close(code, reason);
  } catch (error) {
    log.warn('presence.close', { memberId: phoneOf(socket)?.memberId, error });
  }
};

export const sendOn = (socket: WebSocket, frame: ServerFrame | TeamFrame): void => {
  try {
    socket.send(JSON.stringify(frame));
  } catch (error) {
    log.warn('presence.send', { memberId: phoneOf(socket)?.memberId, error });
  }
};

export class PhoneSockets {
  readonly #state: DurableObjectState;

  constructor(state: DurableObjectState) {
    this.#state = state;
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  /** The open sockets of a member or of a session. */
  of(whose: MemberId | SessionId): readonly WebSocket[] {
    return this.#state.getWebSockets(whose).filter(isOpen);
  }

  /** When a phone was last heard from, milliseconds UTC. */
  heardAt(socket: WebSocket): number {
    const beat = this.#state.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    return Math.max(beat, phoneOf(socket)?.since ?? 0);
  }

  /** Accepts a socket and sends `hello` on it. If there are too many sockets, the oldest is closed. */
  accept(socket: WebSocket, phone: PhoneSocket, hello: ServerFrame): void {
    this.#makeRoom(phone.sessionId, MOST_OF_SESSION);
    this.#makeRoom(phone.memberId, MOST_OF_MEMBER);
    this.#state.acceptWebSocket(socket, [phone.memberId, phone.sessionId]);
    socket.serializeAttachment(phone);
    sendOn(socket, hello);
  }

  /** Sends to each socket separately: a socket that fails does not affect the others. */
  tell(memberId: MemberId, frame: ServerFrame): void {
    for (const socket of this.of(memberId)) sendOn(socket, frame);
  }

  tellAll(frame: ServerFrame): void {
    for (const socket of this.#state.getWebSockets().filter(isOpen)) sendOn(socket, frame);
  }

  close(whose: MemberId | SessionId, reason: string): void {
    for (const socket of this.of(whose)) closeSocket(socket, POLICY_VIOLATION, reason);
  }

  #makeRoom(whose: MemberId | SessionId, most: number): void {
    const byAge = this.of(whose).toSorted(
      (one, other) => (phoneOf(one)?.since ?? 0) - (phoneOf(other)?.since ?? 0),
    );
    for (const socket of byAge.slice(0, Math.max(0, byAge.length - most + 1)))
      closeSocket(socket, POLICY_VIOLATION, 'too many');
  }
}
