/** The sockets of screens that show the team. They only receive, and say nothing about anybody's own status. */
import type { SessionId } from '../../shared/ids.ts';
import type { TeamFrame } from '../../shared/presence/team-frames.ts';
import { closeSocket, POLICY_VIOLATION, sendOn } from './phone-sockets.ts';

const SCREEN = 'screen';
const tagOf = (sessionId: SessionId): string => `${SCREEN}/${sessionId}`;
// Screens of one browser that show the team at the same time: panels of several windows, and the desk.
const MOST_OF_SESSION = 8;

export class TeamSockets {
  readonly #state: DurableObjectState;

  constructor(state: DurableObjectState) {
    this.#state = state;
  }

  has(socket: WebSocket): boolean {
    return this.#state.getTags(socket).includes(SCREEN);
  }

  /** Accepts a socket and sends the whole team on it. If there are too many sockets, the oldest are closed. */
  accept(socket: WebSocket, sessionId: SessionId, team: TeamFrame): void {
    const others = this.#open(tagOf(sessionId));
    for (const old of others.slice(0, Math.max(0, others.length - MOST_OF_SESSION + 1)))
      closeSocket(old, POLICY_VIOLATION, 'too many');
    this.#state.acceptWebSocket(socket, [SCREEN, tagOf(sessionId)]);
    sendOn(socket, team);
  }

  tell(team: TeamFrame): void {
    for (const socket of this.#open(SCREEN)) sendOn(socket, team);
  }

  close(sessionId: SessionId, reason: string): void {
    for (const socket of this.#open(tagOf(sessionId))) closeSocket(socket, POLICY_VIOLATION, reason);
  }

  #open(tag: string): readonly WebSocket[] {
    return this.#state.getWebSockets(tag).filter(each => each.readyState === WebSocket.OPEN);
  }
}
