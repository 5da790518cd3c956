/**
 * One per workspace: its phones' sockets, and each rep's line, which holds one call at a time. The sockets
 * hibernate; the platform answers their heartbeat. While a phone carries a call, its silence is noticed.
 */
import { DurableObject } from 'cloudflare:workers';
import type { CallView } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/machine.ts';
import { FRAME_VERSION } from '../../shared/endpoint.ts';
import {
  type CallId,
  type MemberId,
  randomTail,
  type SessionId,
  type WorkspaceId,
} from '../../shared/ids.ts';
import { ClientFrame, type ServerFrame, SOCKET_PROTOCOL } from '../../shared/presence/contract.ts';
import { liveCallOf } from '../calls/index.ts';
import { log } from '../log.ts';
import { randomBytes, sha256, systemClock } from '../platform.ts';
import { type Claim, LineMemory } from './line-memory.ts';
import { type PhoneSocket, phoneOf } from './phone-socket.ts';
import { PhoneWatch } from './phone-watch.ts';
import { ticketOf } from './ticket.ts';

const TICKET_MS = 60_000;
const LARGEST_FRAME = 4096;
const POLICY_VIOLATION = 1008;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export class Switchboard extends DurableObject<Env> {
  readonly #memory: LineMemory;
  readonly #watch: PhoneWatch;
  readonly #clock = systemClock;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#memory = new LineMemory(state.storage.sql);
    this.#watch = new PhoneWatch(state, env, this.#clock);
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  /** One line per member; a key meets the same call for 24 hours. */
  async claimLine(
    memberId: MemberId,
    key: string,
    hash: string,
    mostCalls: number | null = null,
  ): Promise<Claim> {
    return this.#memory.claim(memberId, key, hash, this.#clock.now(), mostCalls);
  }

  /** How many calls are under way, or about to be. */
  async callsUnderWay(): Promise<number> {
    return this.#memory.busyLines(this.#clock.now());
  }

  /** What this member's line carries, or carried last. */
  async callOf(memberId: MemberId): Promise<CallView | null> {
    return this.#memory.current(memberId);
  }

  async release(memberId: MemberId, callId: CallId): Promise<void> {
    this.#memory.release(memberId, callId);
  }

  /** Whoever may not call any more has no line: their customer is told goodbye, and both legs end. */
  async endLine(workspaceId: WorkspaceId, memberId: MemberId): Promise<void> {
    const callId = this.#memory.lineOf(memberId);
    if (callId) await liveCallOf(this.env, callId).hearRep(workspaceId, memberId, 'admin.ended');
  }

  /** LiveCall's news: shown to the rep's phones; the end of a call frees the line. */
  async callChanged(workspaceId: WorkspaceId, view: CallView): Promise<void> {
    if (!this.#memory.show(view)) return;
    if (isOver(view.phase)) this.#memory.release(view.memberId, view.id);
    const frame: ServerFrame = { v: FRAME_VERSION, type: 'call.changed', call: view };
    for (const socket of this.ctx.getWebSockets(view.memberId)) socket.send(JSON.stringify(frame));
    await this.#watch.callChanged(workspaceId, view);
  }

  /** A test of this member's line came back from the carrier. */
  async noteLineTest(memberId: string): Promise<void> {
    await this.ctx.storage.put(`lineTest/${memberId}`, this.#clock.now());
  }

  async lineTestAt(memberId: MemberId): Promise<number | null> {
    return (await this.ctx.storage.get<number>(`lineTest/${memberId}`)) ?? null;
  }

  /** How many browsers of this member a call would ring in, and when one of them was last heard of. */
  async reachable(memberId: MemberId): Promise<{ phones: number; heardAt: number | null }> {
    const heard = this.ctx
      .getWebSockets(memberId)
      .map(
        socket =>
          this.ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? phoneOf(socket)?.since ?? 0,
      );
    return { phones: heard.length, heardAt: heard.length > 0 ? Math.max(...heard) : null };
  }

  /** A single-use secret for one socket of this session. */
  async socketTicket(memberId: MemberId, sessionId: SessionId): Promise<string> {
    const secret = randomTail(randomBytes);
    const now = this.#clock.now();
    this.#memory.addTicket(await sha256(secret), memberId, sessionId, now, now + TICKET_MS);
    return secret;
  }

  /** The end of a session is not the end of a call: that goes on, without its phone's socket. */
  async closeSession(memberId: MemberId, sessionId: SessionId): Promise<void> {
    this.#memory.dropTickets(sessionId);
    await this.#watch.signedOut(memberId, sessionId);
    for (const socket of this.ctx.getWebSockets(sessionId)) socket.close(POLICY_VIOLATION, 'signed out');
  }

  /** The upgrade. The Worker has checked origin and protocol; the secret is checked here. */
  override async fetch(request: Request): Promise<Response> {
    const { workspaceId, secret } = ticketOf(request) ?? {};
    const owner = secret && this.#memory.takeTicket(await sha256(secret), this.#clock.now());
    if (!workspaceId || !owner) return new Response(null, { status: 403 });
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [owner.memberId, owner.sessionId]);
    const phone: PhoneSocket = { workspaceId, ...owner, since: this.#clock.now() };
    server.serializeAttachment(phone);
    const hello: ServerFrame = {
      v: FRAME_VERSION,
      type: 'hello',
      now: this.#clock.now(),
      call: this.#memory.current(owner.memberId),
    };
    server.send(JSON.stringify(hello));
    await this.#watch.opened(owner.memberId);
    return new Response(null, {
      status: 101,
      webSocket: client,
      headers: { 'sec-websocket-protocol': SOCKET_PROTOCOL },
    });
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    if (typeof message !== 'string' || message.length > LARGEST_FRAME) {
      socket.close(POLICY_VIOLATION, 'frame');
      return;
    }
    const frame = ClientFrame.safeParse(parseJson(message));
    const phone = phoneOf(socket);
    if (!frame.success || !phone) {
      log.warn('presence.frame', { memberId: phone?.memberId, reason: 'shape' });
      return;
    }
    if (frame.data.type === 'phone.carries') {
      await this.#watch.carries(socket, phone, frame.data.callId);
      return;
    }
    const { callId, fact } = frame.data;
    await liveCallOf(this.env, callId).hearDevice(phone.workspaceId, phone.memberId, fact);
    if (fact.kind !== 'device.failed') await this.#watch.heard(phone.memberId, callId);
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    // 1005 and 1006 only report that there was no code: they cannot be sent.
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
    await this.#watch.closed(socket);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.#watch.closed(socket);
  }

  override async alarm(): Promise<void> {
    await this.#watch.look();
  }
}
