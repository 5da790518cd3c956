/** Opens sockets: each with a ticket that works once, a phone's or a screen's. */
import type { CallView } from '../../shared/calls/contract.ts';
import type { Clock } from '../../shared/clock.ts';
import { FRAME_VERSION } from '../../shared/endpoint.ts';
import { type MemberId, randomTail, type SessionId, type WorkspaceId } from '../../shared/ids.ts';
import { SOCKET_PROTOCOL } from '../../shared/presence/contract.ts';
import { randomBytes, sha256 } from '../platform.ts';
import type { LineMemory } from './line-memory.ts';
import type { Offers } from './offers.ts';
import type { PhoneSockets } from './phone-sockets.ts';
import type { PhoneWatch } from './phone-watch.ts';
import type { Statuses } from './statuses.ts';
import { ticketOf } from './ticket.ts';

const TICKET_MS = 60_000;

type Parts = {
  readonly env: Env;
  readonly lines: LineMemory;
  readonly sockets: PhoneSockets;
  readonly watch: PhoneWatch;
  readonly statuses: Statuses;
  readonly offers: Offers;
  readonly clock: Clock;
  readonly callOf: (workspaceId: WorkspaceId, memberId: MemberId) => Promise<CallView | null>;
};

export class SocketOpening {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async phoneTicket(memberId: MemberId, sessionId: SessionId): Promise<string> {
    const { lines, clock } = this.#parts;
    const secret = randomTail(randomBytes);
    const now = clock.now();
    lines.addTicket(await sha256(secret), memberId, sessionId, now, now + TICKET_MS);
    return secret;
  }

  async screenTicket(sessionId: SessionId): Promise<string> {
    const { statuses, clock } = this.#parts;
    const secret = randomTail(randomBytes);
    const now = clock.now();
    statuses.addTicket(await sha256(secret), sessionId, now, now + TICKET_MS);
    return secret;
  }

  /** The WebSocket upgrade. The Worker has checked origin and protocol; the secret is checked here. */
  async open(request: Request): Promise<Response> {
    const { workspaceId, secret } = (await ticketOf(this.#parts.env, request)) ?? {};
    if (!workspaceId || !secret) return new Response(null, { status: 403 });
    const hash = await sha256(secret);
    const { 0: client, 1: server } = new WebSocketPair();
    const isOpen = this.#openScreen(hash, server) || (await this.#openPhone(hash, server, workspaceId));
    if (!isOpen) return new Response(null, { status: 403 });
    return new Response(null, {
      status: 101,
      webSocket: client,
      headers: { 'sec-websocket-protocol': SOCKET_PROTOCOL },
    });
  }

  #openScreen(hash: string, socket: WebSocket): boolean {
    const { statuses, clock } = this.#parts;
    const sessionId = statuses.takeTicket(hash, clock.now());
    if (sessionId) statuses.screens.accept(socket, sessionId, statuses.team());
    return sessionId !== undefined;
  }

  async #openPhone(hash: string, socket: WebSocket, workspaceId: WorkspaceId): Promise<boolean> {
    const { lines, sockets, watch, statuses, offers, clock, callOf } = this.#parts;
    const owner = lines.takeTicket(hash, clock.now());
    if (!owner) return false;
    const call = await callOf(workspaceId, owner.memberId);
    const now = clock.now();
    sockets.accept(
      socket,
      { workspaceId, ...owner, since: now },
      { v: FRAME_VERSION, type: 'hello', now, call, offers: [...offers.of(owner.memberId)] },
    );
    statuses.opened(owner.memberId);
    await watch.opened(owner.memberId);
    return true;
  }
}
