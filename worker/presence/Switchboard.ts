/**
 * One per workspace: its phones' sockets, and each rep's line, which holds one call at a time. The sockets
 * hibernate; the platform answers their heartbeat. While a phone carries a call, it is watched for silence.
 */
import type { CallView } from '../../shared/calls/contract.ts';
import type { MoveReason } from '../../shared/calls/facts.ts';
import { isOver } from '../../shared/calls/phase.ts';
import { FRAME_VERSION } from '../../shared/endpoint.ts';
import type { CallId, MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import type { OwnStatus, PickedStatus } from '../../shared/presence/statuses.ts';
import type { Budget } from '../../shared/workspace/limits.ts';
import { liveCallOf } from '../objects.ts';
import { systemClock } from '../platform.ts';
import { FrameLimit } from './frame-limit.ts';
import { type Claim, LineMemory } from './line-memory.ts';
import { type OfferClaim, Offers } from './offers.ts';
import { frameOf } from './phone-frames.ts';
import { closeSocket, PhoneSockets } from './phone-sockets.ts';
import { PhoneWatch } from './phone-watch.ts';
import { SocketOpening } from './socket-opening.ts';
import { Statuses } from './statuses.ts';
import { UsageBoard } from './UsageBoard.ts';

// After an alarm whose work failed; the next one must not follow at once.
const RETRY_MS = 1_000;

export class Switchboard extends UsageBoard {
  readonly #memory: LineMemory;
  readonly #sockets: PhoneSockets;
  readonly #watch: PhoneWatch;
  readonly #offers: Offers;
  readonly #statuses: Statuses;
  readonly #opening: SocketOpening;
  readonly #frames = new FrameLimit();
  readonly #clock = systemClock;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    const { sql } = this;
    this.#memory = new LineMemory(sql, this.counted);
    this.#sockets = new PhoneSockets(state);
    const parts = { state, sql, env, sockets: this.#sockets, clock: this.#clock };
    this.#watch = new PhoneWatch(parts);
    this.#statuses = new Statuses({ ...parts, lines: this.#memory });
    this.#offers = new Offers({ ...parts, lines: this.#memory, statuses: this.#statuses });
    this.#opening = new SocketOpening({
      ...parts,
      lines: this.#memory,
      watch: this.#watch,
      statuses: this.#statuses,
      offers: this.#offers,
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

  /** A rep answers an inbound call. Who was first is decided here, in one synchronous step together with their line. */
  async claimOffer(memberId: MemberId, name: string, callId: CallId): Promise<OfferClaim> {
    const claim = this.#offers.claim(memberId, name, callId);
    await this.#statusMayChange(memberId);
    return claim;
  }

  /** The call did not confirm the claim. */
  async giveBack(memberId: MemberId, callId: CallId): Promise<void> {
    this.#offers.giveBack(memberId, callId);
    await this.#statusMayChange(memberId);
  }

  /** A rep wants to hear no more of an inbound call. Whether it still rings for somebody. */
  async decline(memberId: MemberId, callId: CallId): Promise<'unknown' | 'nobody' | 'others'> {
    return this.#offers.decline(memberId, callId);
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

  /**
   * A change that LiveCall reports: sent to the rep's phones; the end of a call frees the line. An inbound call that
   * waits for a rep is offered; the answer is how many reps it rings.
   */
  async callChanged(workspaceId: WorkspaceId, view: CallView, why?: MoveReason): Promise<number> {
    this.counted.hear(view);
    const givenBackBy = this.#offers.hear(view, why);
    if (view.memberId) this.#tellRep(workspaceId, view.memberId, view);
    else this.#watch.left(view.id);
    if (givenBackBy) this.#statuses.changed(givenBackBy);
    await this.#settle();
    return this.#offers.rings(view.id);
  }

  #tellRep(workspaceId: WorkspaceId, memberId: MemberId, view: CallView): void {
    if (!this.#memory.isNews(memberId, view)) return;
    // The watch comes first: once the view is stored, a retry after a failure here would be ignored as old news.
    this.#watch.callChanged(workspaceId, memberId, view);
    if (this.#memory.show(memberId, view)) {
      if (isOver(view.phase)) {
        this.#memory.release(memberId, view.id);
        this.#statuses.callOver(memberId, view);
      }
      this.#sockets.tell(memberId, { v: FRAME_VERSION, type: 'call.changed', call: view });
    }
    this.#statuses.changed(memberId);
  }

  /** Missed calls have come in, or somebody has taken care of some: screens that show them look again. */
  async inboxChanged(): Promise<void> {
    this.#sockets.tellAll({ v: FRAME_VERSION, type: 'inbox.changed' });
  }

  /** Picks a member's status, for all of their browsers. */
  async pickStatus(memberId: MemberId, picked: PickedStatus): Promise<OwnStatus> {
    const status = this.#statuses.pick(memberId, picked);
    await this.#settle();
    return status;
  }

  /** Who may be rung right now. */
  async ringable(): Promise<readonly MemberId[]> {
    return this.#statuses.ringable(this.#clock.now());
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
    await this.#settle();
  }

  override async fetch(request: Request): Promise<Response> {
    const answer = await this.#opening.open(request);
    await this.#settle();
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
    } else if (frame.type === 'wrapUp.done') {
      this.#statuses.wrappedUp(phone.memberId, frame.callId);
    } else {
      const { callId, fact } = frame;
      await liveCallOf(this.env, callId).hearDevice(phone.workspaceId, phone.memberId, fact);
      if (fact.kind !== 'device.failed') await this.#watch.heard(phone.memberId, callId);
    }
    await this.#settle();
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
    await this.#settle(this.#clock.now() + RETRY_MS);
  }

  async #closed(socket: WebSocket): Promise<void> {
    if (this.#statuses.screens.has(socket)) return;
    this.#watch.closed(socket);
    this.#statuses.closed(socket);
    await this.#settle();
  }

  async #statusMayChange(memberId: MemberId): Promise<void> {
    this.#statuses.changed(memberId);
    await this.#settle();
  }

  /** After every change: whoever is free now is rung, and the one alarm is at the earliest time anything is due. */
  async #settle(notBefore = 0): Promise<void> {
    this.#offers.refresh();
    const dueAt = Math.min(this.#watch.dueAt(), this.#statuses.dueAt());
    if (Number.isFinite(dueAt)) await this.ctx.storage.setAlarm(Math.max(dueAt, notBefore));
    else await this.ctx.storage.deleteAlarm();
  }
}
