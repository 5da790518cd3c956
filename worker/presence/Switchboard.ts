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
import type { Budget, Used, UsedUp } from '../../shared/workspace/limits.ts';
import { liveCallOf } from '../calls/index.ts';
import { log } from '../log.ts';
import { ObjectSql } from '../object-sql.ts';
import { randomBytes, sha256, systemClock } from '../platform.ts';
import { FrameLimit } from './frame-limit.ts';
import { type Claim, LineMemory } from './line-memory.ts';
import { phoneOf } from './phone-socket.ts';
import { closeSocket, PhoneSockets, POLICY_VIOLATION } from './phone-sockets.ts';
import { PhoneWatch } from './phone-watch.ts';
import type { Price } from './spend-memory.ts';
import { SWITCHBOARD_SCHEMA } from './switchboard-schema.ts';
import { ticketOf } from './ticket.ts';
import { UsageMemory } from './usage-memory.ts';

const TICKET_MS = 60_000;
const LARGEST_FRAME = 4096;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export class Switchboard extends DurableObject<Env> {
  readonly #memory: LineMemory;
  readonly #usage: UsageMemory;
  readonly #sockets: PhoneSockets;
  readonly #watch: PhoneWatch;
  readonly #frames = new FrameLimit();
  readonly #clock = systemClock;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    const sql = new ObjectSql(state.storage, SWITCHBOARD_SCHEMA);
    this.#usage = new UsageMemory(sql);
    this.#memory = new LineMemory(sql, this.#usage);
    this.#sockets = new PhoneSockets(state);
    this.#watch = new PhoneWatch({ state, sql, env, sockets: this.#sockets, clock: this.#clock });
  }

  /** One line per member, within what is left of today; a key meets the same call for 24 hours. */
  async claimLine(
    memberId: MemberId,
    key: string,
    hash: string,
    mostCalls: number | null = null,
    budget?: Budget,
  ): Promise<Claim> {
    return this.#memory.claim(memberId, key, hash, this.#clock.now(), mostCalls, budget);
  }

  /** A caller is about to be put through, within what is left of today; null when they may be. Asked again, it is one call. */
  async claimForward(callSid: string, budget: Budget): Promise<UsedUp | null> {
    return this.#usage.claimForward(callSid, budget, this.#clock.now()) ?? null;
  }

  async endForward(callSid: string, talkedMs: number): Promise<void> {
    this.#usage.end(callSid, talkedMs);
  }

  /** The carrier told what a call of these cost. Told again, or of a day long gone, it changes nothing. */
  async priceKnown(id: string, price: Price): Promise<void> {
    this.#usage.spend.hear(id, price);
  }

  /** What was used of this day so far, by member, and how many of its calls have no price yet. */
  async usage(day: string): Promise<{ used: Readonly<Record<string, Used>>; unpriced: number }> {
    const used = Object.fromEntries(this.#usage.used(day, this.#clock.now()));
    return { used, unpriced: this.#usage.spend.unpriced(day) };
  }

  /** How many calls are under way, or about to be. */
  async callsUnderWay(): Promise<number> {
    return this.#memory.busyLines(this.#clock.now());
  }

  /** What this member's line carries, or carried last. */
  async callOf(workspaceId: WorkspaceId, memberId: MemberId): Promise<CallView | null> {
    const shown = this.#memory.shown(memberId);
    if (!shown) return null;
    // What another release stored is told by the call itself.
    return shown.view ?? liveCallOf(this.env, shown.callId).view(workspaceId);
  }

  async release(memberId: MemberId, callId: CallId): Promise<void> {
    this.#memory.release(memberId, callId);
  }

  /** The same, of a line whose call was never opened. */
  async cancelClaim(memberId: MemberId, callId: CallId): Promise<void> {
    this.#memory.cancelClaim(memberId, callId);
  }

  /** Whoever may not call any more has no line: their customer is told goodbye, and both legs end. */
  async endLine(workspaceId: WorkspaceId, memberId: MemberId): Promise<void> {
    const callId = this.#memory.lineOf(memberId);
    if (callId) await liveCallOf(this.env, callId).hearRep(workspaceId, memberId, 'admin.ended');
  }

  /** LiveCall's news: shown to the rep's phones; the end of a call frees the line. */
  async callChanged(workspaceId: WorkspaceId, view: CallView): Promise<void> {
    this.#usage.hear(view);
    if (!this.#memory.isNews(view)) return;
    // First what must not be missed: news that was shown is not told again, should anything here fail.
    await this.#watch.callChanged(workspaceId, view);
    if (!this.#memory.show(view)) return;
    if (isOver(view.phase)) this.#memory.release(view.memberId, view.id);
    this.#sockets.tell(view.memberId, { v: FRAME_VERSION, type: 'call.changed', call: view });
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
    const heard = this.#sockets.of(memberId).map(socket => this.#sockets.heardAt(socket));
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
    this.#sockets.close(sessionId, 'signed out');
  }

  /** The upgrade. The Worker has checked origin and protocol; the secret is checked here. */
  override async fetch(request: Request): Promise<Response> {
    const { workspaceId, secret } = (await ticketOf(this.env, request)) ?? {};
    const owner = secret && this.#memory.takeTicket(await sha256(secret), this.#clock.now());
    if (!workspaceId || !owner) return new Response(null, { status: 403 });
    const call = await this.callOf(workspaceId, owner.memberId);
    const { 0: client, 1: server } = new WebSocketPair();
    const now = this.#clock.now();
    const hello: ServerFrame = { v: FRAME_VERSION, type: 'hello', now, call };
    this.#sockets.accept(server, { workspaceId, ...owner, since: now }, hello);
    await this.#watch.opened(owner.memberId);
    return new Response(null, {
      status: 101,
      webSocket: client,
      headers: { 'sec-websocket-protocol': SOCKET_PROTOCOL },
    });
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    if (typeof message !== 'string' || message.length > LARGEST_FRAME) {
      closeSocket(socket, POLICY_VIOLATION, 'frame');
      return;
    }
    const phone = phoneOf(socket);
    if (phone && !this.#frames.takes(phone.sessionId, this.#clock.now())) {
      closeSocket(socket, POLICY_VIOLATION, 'too many frames');
      return;
    }
    const frame = ClientFrame.safeParse(parseJson(message));
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
    await this.#watch.closed(socket);
    // 1005 and 1006 only report that there was no code: they cannot be sent.
    closeSocket(socket, code === 1005 || code === 1006 ? 1000 : code);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.#watch.closed(socket);
  }

  override async alarm(): Promise<void> {
    await this.#watch.look();
  }
}
