/**
 * One per workspace: its phones' sockets, and each rep's line, which holds one call at a time. The sockets
 * hibernate; the platform answers their heartbeat. While a phone carries a call, it is watched for silence.
 */
import { DurableObject } from 'cloudflare:workers';
import type { CallView } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/phase.ts';
import { FRAME_VERSION } from '../../shared/endpoint.ts';
import type { CallId, MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import type { OwnStatus, PickedStatus } from '../../shared/presence/statuses.ts';
import type { Budget, Used, UsedUp } from '../../shared/workspace/limits.ts';
import { ObjectSql } from '../object-sql.ts';
import { liveCallOf } from '../objects.ts';
import { systemClock } from '../platform.ts';
import { FrameLimit } from './frame-limit.ts';
import { type Claim, LineMemory } from './line-memory.ts';
import { frameOf } from './phone-frames.ts';
import { closeSocket, PhoneSockets } from './phone-sockets.ts';
import { PhoneWatch } from './phone-watch.ts';
import { SocketOpening } from './socket-opening.ts';
import type { Price } from './spend-memory.ts';
import { Statuses } from './statuses.ts';
import { SWITCHBOARD_SCHEMA } from './switchboard-schema.ts';
import { UsageMemory } from './usage-memory.ts';

// After an alarm whose work failed; the next one must not follow at once.
const RETRY_MS = 1_000;

export class Switchboard extends DurableObject<Env> {
  readonly #memory: LineMemory;
  readonly #usage: UsageMemory;
  readonly #sockets: PhoneSockets;
  readonly #watch: PhoneWatch;
  readonly #statuses: Statuses;
  readonly #opening: SocketOpening;
  readonly #frames = new FrameLimit();
  readonly #clock = systemClock;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    const sql = new ObjectSql(state.storage, SWITCHBOARD_SCHEMA);
    this.#usage = new UsageMemory(sql);
    this.#memory = new LineMemory(sql, this.#usage);
    this.#sockets = new PhoneSockets(state);
    const parts = { state, sql, env, sockets: this.#sockets, clock: this.#clock };
    this.#watch = new PhoneWatch(parts);
    this.#statuses = new Statuses({ ...parts, lines: this.#memory });
    this.#opening = new SocketOpening({
      ...parts,
      lines: this.#memory,
      watch: this.#watch,
      statuses: this.#statuses,
      callOf: (workspaceId, memberId) => this.callOf(workspaceId, memberId),
    });
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
    await this.#statusMayChange(memberId);
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
    await this.#statusMayChange(memberId);
  }

  /** The same for a line whose call was never opened. */
  async cancelClaim(memberId: MemberId, callId: CallId): Promise<void> {
    this.#memory.cancelClaim(memberId, callId);
    await this.#statusMayChange(memberId);
  }

  /** Ends the call of a member who may no longer call: their customer hears the parting words, and both legs end. */
  async endLine(workspaceId: WorkspaceId, memberId: MemberId): Promise<void> {
    const callId = this.#memory.lineOf(memberId);
    if (callId) await liveCallOf(this.env, callId).hearRep(workspaceId, memberId, 'admin.ended');
  }

  /** A change that LiveCall reports: sent to the rep's phones; the end of a call frees the line. */
  async callChanged(workspaceId: WorkspaceId, view: CallView): Promise<void> {
    this.#usage.hear(view);
    if (!this.#memory.isNews(view)) return;
    // The watch comes first: once the view is stored, a retry after a failure here would be ignored as old news.
    this.#watch.callChanged(workspaceId, view);
    if (this.#memory.show(view)) {
      if (isOver(view.phase)) {
        this.#memory.release(view.memberId, view.id);
        this.#statuses.callOver(view);
      }
      this.#sockets.tell(view.memberId, { v: FRAME_VERSION, type: 'call.changed', call: view });
    }
    await this.#statusMayChange(view.memberId);
  }

  /** Picks a member's status, for all of their browsers. */
  async pickStatus(memberId: MemberId, picked: PickedStatus): Promise<OwnStatus> {
    const status = this.#statuses.pick(memberId, picked);
    await this.#setAlarm();
    return status;
  }

  /** Who may be rung right now. */
  async ringable(): Promise<readonly MemberId[]> {
    return this.#statuses.ringable(this.#clock.now());
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

  /** A single-use secret for one socket of this session's phone. */
  async socketTicket(memberId: MemberId, sessionId: SessionId): Promise<string> {
    return this.#opening.phoneTicket(memberId, sessionId);
  }

  /** The same for a screen that shows the team. */
  async teamTicket(sessionId: SessionId): Promise<string> {
    return this.#opening.screenTicket(sessionId);
  }

  /** Closes the sockets of an ended session. A call it carries goes on without its phone's socket. */
  async closeSession(memberId: MemberId, sessionId: SessionId): Promise<void> {
    this.#memory.dropTickets(sessionId);
    await this.#watch.signedOut(memberId, sessionId);
    this.#sockets.close(sessionId, 'signed out');
    this.#statuses.signedOut(memberId, sessionId);
    await this.#setAlarm();
  }

  override async fetch(request: Request): Promise<Response> {
    const answer = await this.#opening.open(request);
    await this.#setAlarm();
    return answer;
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    const heard = frameOf(socket, message, this.#frames, this.#clock.now());
    if (!heard) return;
    const { phone, frame } = heard;
    if (frame.type === 'phone.carries') {
      await this.#watch.carries(socket, phone, frame.callId);
    } else if (frame.type === 'presence.idle') {
      this.#statuses.idle(socket, phone, frame.idleMs);
    } else {
      const { callId, fact } = frame;
      await liveCallOf(this.env, callId).hearDevice(phone.workspaceId, phone.memberId, fact);
      if (fact.kind !== 'device.failed') await this.#watch.heard(phone.memberId, callId);
    }
    await this.#setAlarm();
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    await this.#closed(socket);
    // 1005 and 1006 only report that no code was received: they cannot be sent.
    closeSocket(socket, code === 1005 || code === 1006 ? 1000 : code);
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    await this.#closed(socket);
  }

  override async alarm(): Promise<void> {
    await this.#watch.look();
    this.#statuses.look();
    await this.#setAlarm(this.#clock.now() + RETRY_MS);
  }

  async #closed(socket: WebSocket): Promise<void> {
    if (this.#statuses.screens.has(socket)) return;
    this.#watch.closed(socket);
    this.#statuses.closed(socket);
    await this.#setAlarm();
  }

  async #statusMayChange(memberId: MemberId): Promise<void> {
    this.#statuses.changed(memberId);
    await this.#setAlarm();
  }

  /** The one alarm, at the earliest time anything is due: whoever changes something never delays the others. */
  async #setAlarm(notBefore = 0): Promise<void> {
    const dueAt = Math.min(this.#watch.dueAt(), this.#statuses.dueAt());
    if (Number.isFinite(dueAt)) await this.ctx.storage.setAlarm(Math.max(dueAt, notBefore));
    else await this.ctx.storage.deleteAlarm();
  }
}
