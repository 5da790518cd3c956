/**
 * One per workspace: its phones' sockets, and each rep's line, which holds one call at a time. The sockets
 * hibernate; the platform answers their heartbeat. While a phone carries a call, it is watched for silence.
 */
import { DurableObject } from 'cloudflare:workers';
import type { CallView } from '../../shared/calls/contract.ts';
import type { MoveReason } from '../../shared/calls/facts.ts';
import { isOver } from '../../shared/calls/phase.ts';
import { FRAME_VERSION } from '../../shared/endpoint.ts';
import {
  type CallId,
  type MemberId,
  randomTail,
  type SessionId,
  type WorkspaceId,
} from '../../shared/ids.ts';
import { type ServerFrame, SOCKET_PROTOCOL } from '../../shared/presence/contract.ts';
import type { Budget, Used, UsedUp } from '../../shared/workspace/limits.ts';
import { log } from '../log.ts';
import { ObjectSql } from '../object-sql.ts';
import { liveCallOf } from '../objects.ts';
import { randomBytes, sha256, systemClock } from '../platform.ts';
import { FrameLimit } from './frame-limit.ts';
import { type Claim, LineMemory } from './line-memory.ts';
import { type OfferClaim, Offers } from './offers.ts';
import { phoneOf } from './phone-socket.ts';
import { closeSocket, PhoneSockets, POLICY_VIOLATION } from './phone-sockets.ts';
import { PhoneWatch } from './phone-watch.ts';
import { frameText, readFrame } from './read-frame.ts';
import type { Price } from './spend-memory.ts';
import { SWITCHBOARD_SCHEMA } from './switchboard-schema.ts';
import { ticketOf } from './ticket.ts';
import { UsageMemory } from './usage-memory.ts';

const TICKET_MS = 60_000;

export class Switchboard extends DurableObject<Env> {
  readonly #memory: LineMemory;
  readonly #usage: UsageMemory;
  readonly #sockets: PhoneSockets;
  readonly #watch: PhoneWatch;
  readonly #offers: Offers;
  readonly #frames = new FrameLimit();
  readonly #clock = systemClock;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    const sql = new ObjectSql(state.storage, SWITCHBOARD_SCHEMA);
    this.#usage = new UsageMemory(sql);
    this.#memory = new LineMemory(sql, this.#usage);
    this.#sockets = new PhoneSockets(state);
    this.#offers = new Offers({ sql, lines: this.#memory, sockets: this.#sockets, clock: this.#clock });
    this.#watch = new PhoneWatch({ state, sql, env, sockets: this.#sockets, clock: this.#clock });
  }

  /** Claims the member's one line, within today's limits; the same key gets the same call for 24 hours. */
  async claimLine(
    memberId: MemberId,
    key: string,
    hash: string,
    mostCalls: number | null = null,
    budget?: Budget,
  ): Promise<Claim> {
    const claim = this.#memory.claim(memberId, key, hash, this.#clock.now(), mostCalls, budget);
    this.#offers.refresh();
    return claim;
  }

  /** Counts a call that is about to be forwarded; null if today's limits allow it. A repeated claim counts once. */
  async claimForward(callSid: string, budget: Budget): Promise<UsedUp | null> {
    return this.#usage.claimForward(callSid, budget, this.#clock.now()) ?? null;
  }

  async endForward(callSid: string, talkedMs: number): Promise<void> {
    this.#usage.end(callSid, talkedMs);
  }

  /** Counts what the carrier charged for a call. A repeated price, or one from a day long past, changes nothing. */
  async priceKnown(id: string, price: Price): Promise<void> {
    this.#usage.spend.hear(id, price);
  }

  /** A day's usage so far, by member, and how many of its calls have no complete price yet. */
  async usage(day: string): Promise<{ used: Readonly<Record<string, Used>>; unpriced: number }> {
    const used = Object.fromEntries(this.#usage.used(day, this.#clock.now()));
    return { used, unpriced: this.#usage.spend.unpriced(day) };
  }

  /** How many calls are under way, or about to be. */
  async callsUnderWay(): Promise<number> {
    return this.#memory.busyLines(this.#clock.now());
  }

  /** The call that this member's line carries, or carried last. */
  async callOf(workspaceId: WorkspaceId, memberId: MemberId): Promise<CallView | null> {
    const shown = this.#memory.shown(memberId);
    if (!shown) return null;
    // A view that another release stored may not be readable here: then the call itself is asked.
    return shown.view ?? liveCallOf(this.env, shown.callId).view(workspaceId);
  }

  async release(memberId: MemberId, callId: CallId): Promise<void> {
    this.#memory.release(memberId, callId);
    this.#offers.refresh();
  }

  /** A rep answers an inbound call. Who was first is decided here, in one synchronous step together with their line. */
  async claimOffer(memberId: MemberId, name: string, callId: CallId): Promise<OfferClaim> {
    return this.#offers.claim(memberId, name, callId);
  }

  /** The call did not confirm the claim. */
  async giveBack(memberId: MemberId, callId: CallId): Promise<void> {
    this.#offers.giveBack(memberId, callId);
  }

  /** A rep wants to hear no more of an inbound call. Whether it still rings for somebody. */
  async decline(memberId: MemberId, callId: CallId): Promise<'unknown' | 'nobody' | 'others'> {
    return this.#offers.decline(memberId, callId);
  }

  /** The same for a line whose call was never opened. */
  async cancelClaim(memberId: MemberId, callId: CallId): Promise<void> {
    this.#memory.cancelClaim(memberId, callId);
    this.#offers.refresh();
  }

  /** Ends the call of a member who may no longer call: their customer hears the parting words, and both legs end. */
  async endLine(workspaceId: WorkspaceId, memberId: MemberId): Promise<void> {
    const callId = this.#memory.lineOf(memberId);
    if (callId) await liveCallOf(this.env, callId).hearRep(workspaceId, memberId, 'admin.ended');
  }

  /**
   * A change that LiveCall reports: sent to the rep's phones; the end of a call frees the line. An inbound call that
   * waits for a rep is offered; the answer is how many reps it rings.
   */
  async callChanged(workspaceId: WorkspaceId, view: CallView, why?: MoveReason): Promise<number> {
    const rings = this.#offers.hear(view, why);
    await this.#tellRep(workspaceId, view);
    return rings;
  }

  async #tellRep(workspaceId: WorkspaceId, view: CallView): Promise<void> {
    this.#usage.hear(view);
    const { memberId } = view;
    if (!memberId) return this.#watch.left(view.id);
    if (!this.#memory.isNews(memberId, view)) return;
    // The watch comes first: once the view is stored, a retry after a failure here would be ignored as old news.
    await this.#watch.callChanged(workspaceId, memberId, view);
    if (!this.#memory.show(memberId, view)) return;
    if (isOver(view.phase)) this.#memory.release(memberId, view.id);
    this.#sockets.tell(memberId, { v: FRAME_VERSION, type: 'call.changed', call: view });
    if (isOver(view.phase)) this.#offers.refresh();
  }

  /** A test call on this member's line has arrived from the carrier. */
  async noteLineTest(memberId: string): Promise<void> {
    await this.ctx.storage.put(`lineTest/${memberId}`, this.#clock.now());
  }

  async lineTestAt(memberId: MemberId): Promise<number | null> {
    return (await this.ctx.storage.get<number>(`lineTest/${memberId}`)) ?? null;
  }

  /** How many browsers of this member a call would ring in, and when one of them was last heard from. */
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

  /** Closes the sockets of an ended session. A call it carries goes on without its phone's socket. */
  async closeSession(memberId: MemberId, sessionId: SessionId): Promise<void> {
    this.#memory.dropTickets(sessionId);
    await this.#watch.signedOut(memberId, sessionId);
    this.#sockets.close(sessionId, 'signed out');
  }

  /** The WebSocket upgrade. The Worker has checked origin and protocol; the secret is checked here. */
  override async fetch(request: Request): Promise<Response> {
    const { workspaceId, secret } = (await ticketOf(this.env, request)) ?? {};
    const owner = secret && this.#memory.takeTicket(await sha256(secret), this.#clock.now());
    if (!workspaceId || !owner) return new Response(null, { status: 403 });
    const call = await this.callOf(workspaceId, owner.memberId);
    const offers = [...this.#offers.join(owner.memberId)];
    const { 0: client, 1: server } = new WebSocketPair();
    const now = this.#clock.now();
    const hello: ServerFrame = { v: FRAME_VERSION, type: 'hello', now, call, offers };
    this.#sockets.accept(server, { workspaceId, ...owner, since: now }, hello);
    await this.#watch.opened(owner.memberId);
    return new Response(null, {
      status: 101,
      webSocket: client,
      headers: { 'sec-websocket-protocol': SOCKET_PROTOCOL },
    });
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    const text = frameText(message);
    if (text === undefined) {
      closeSocket(socket, POLICY_VIOLATION, 'frame');
      return;
    }
    const phone = phoneOf(socket);
    if (phone && !this.#frames.takes(phone.sessionId, this.#clock.now())) {
      closeSocket(socket, POLICY_VIOLATION, 'too many frames');
      return;
    }
    const frame = readFrame(text);
    if (!frame || !phone) {
      log.warn('presence.frame', { memberId: phone?.memberId, reason: 'shape' });
      return;
    }
    if (frame.type === 'phone.carries') {
      await this.#watch.carries(socket, phone, frame.callId);
      return;
    }
    const { callId, fact } = frame;
    await liveCallOf(this.env, callId).hearDevice(phone.workspaceId, phone.memberId, fact);
    if (fact.kind !== 'device.failed') await this.#watch.heard(phone.memberId, callId);
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    await this.#watch.closed(socket);
    // 1005 and 1006 only report that no code was received: they cannot be sent.
    closeSocket(socket, code === 1005 || code === 1006 ? 1000 : code);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.#watch.closed(socket);
  }

  override async alarm(): Promise<void> {
    await this.#watch.look();
  }
}
