/**
 * Notices when a phone in a call can no longer be heard: its process died, or its network fell silent. That is a
 * hint for LiveCall, which holds the customer. A phone that reconnects in time is never reported.
 */
import type { CallView } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/phase.ts';
import type { Clock } from '../../shared/clock.ts';
import type { CallId, MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import { SUSPECT_AFTER_MS } from '../../shared/presence/contract.ts';
import { log } from '../log.ts';
import type { ObjectSql } from '../object-sql.ts';
import { liveCallOf } from '../objects.ts';
import { type PhoneSocket, phoneOf } from './phone-socket.ts';
import { closeSocket, GOING_AWAY, type PhoneSockets } from './phone-sockets.ts';
import { type Watch, WatchMemory } from './watch-memory.ts';

// A working phone is back on a new socket within this time, and reports that it still carries the call.
const RETURN_MS = 1_500;

type Parts = {
  readonly sql: ObjectSql;
  readonly env: Env;
  readonly sockets: PhoneSockets;
  readonly clock: Clock;
};

export class PhoneWatch {
  readonly #env: Env;
  readonly #sockets: PhoneSockets;
  readonly #clock: Clock;
  readonly #memory: WatchMemory;

  constructor({ sql, env, sockets, clock }: Parts) {
    this.#env = env;
    this.#sockets = sockets;
    this.#clock = clock;
    this.#memory = new WatchMemory(sql);
  }

  callChanged(workspaceId: WorkspaceId, memberId: MemberId, { id, phase }: CallView): void {
    if (isOver(phase)) this.#memory.end(id);
    else this.#memory.begin(workspaceId, memberId, id, this.#clock.now());
  }

  /** No rep has this call now, so no phone is watched for it. */
  left(callId: CallId): void {
    this.#memory.end(callId);
  }

  /** A phone too old to send `phone.carries` counts as back when its socket opens. */
  async opened(memberId: MemberId): Promise<void> {
    const watch = this.#memory.of(memberId);
    if (watch && !watch.carriedBy) await this.#back(watch);
  }

  async carries(socket: WebSocket, phone: PhoneSocket, callId: CallId): Promise<void> {
    // Only one phone carries a call: the last one to say so.
    for (const other of this.#sockets.of(phone.memberId)) {
      const { carries, ...rest } = phoneOf(other) ?? {};
      if (carries === callId) other.serializeAttachment(rest);
    }
    const carrying: PhoneSocket = { ...phone, carries: callId };
    socket.serializeAttachment(carrying);
    const watch = this.#memory.of(phone.memberId);
    if (watch?.callId !== callId) return;
    this.#memory.carries(phone.memberId, phone.sessionId);
    await this.#back(watch);
  }

  async heard(memberId: MemberId, callId: CallId): Promise<void> {
    const watch = this.#memory.of(memberId);
    if (watch?.callId === callId) await this.#back(watch);
  }

  closed(socket: WebSocket): void {
    const phone = phoneOf(socket);
    const watch = phone && this.#memory.of(phone.memberId);
    if (!watch || watch.isBlind || this.#socketsOf(watch).some(each => each !== socket)) return;
    if (watch.carriedBy && phone.carries !== watch.callId) return;
    this.#memory.miss(watch.memberId, this.#clock.now() + RETURN_MS);
  }

  /** A session ended: the call its phone carries goes on unwatched, and its LiveCall learns why. */
  async signedOut(memberId: MemberId, sessionId: SessionId): Promise<void> {
    const watch = this.#memory.of(memberId);
    if (!watch || watch.isBlind) return;
    if (watch.carriedBy ? watch.carriedBy !== sessionId : this.#sockets.of(sessionId).length === 0) return;
    await liveCallOf(this.#env, watch.callId).hearPhone(watch.workspaceId, memberId, 'signed_out');
    this.#memory.blind(memberId);
  }

  /** The alarm: reports phones that have been missing, or have sent no heartbeat, for too long. */
  async look(): Promise<void> {
    for (const watch of this.#memory.all()) {
      if (watch.isBlind) continue;
      this.#listen(watch);
      const { missedAt, isTold } = this.#memory.of(watch.memberId) ?? watch;
      if (missedAt !== null && missedAt <= this.#clock.now() && !isTold) await this.#tell(watch, false);
    }
  }

  /** When to look at the phones again; Infinity for never. */
  dueAt(): number {
    const due = this.#memory.all().map(watch => {
      if (watch.isBlind || (watch.missedAt !== null && watch.isTold)) return Number.POSITIVE_INFINITY;
      if (watch.missedAt !== null) return watch.missedAt;
      const heard = this.#socketsOf(watch).map(each => this.#heardAt(watch, each));
      return heard.length === 0 ? this.#clock.now() : Math.max(...heard) + SUSPECT_AFTER_MS;
    });
    return Math.min(...due, Number.POSITIVE_INFINITY);
  }

  /** A phone has the whole time from the beginning of its call to beat faster than an idle one. */
  #heardAt({ since }: Watch, socket: WebSocket): number {
    return Math.max(since, this.#sockets.heardAt(socket));
  }

  #listen(watch: Watch): void {
    const now = this.#clock.now();
    const sockets = this.#socketsOf(watch);
    // Sockets that vanished without a close event were lost in our own restart; their phones reconnect automatically.
    if (sockets.length === 0) this.#memory.miss(watch.memberId, now + SUSPECT_AFTER_MS);
    const silent = sockets.filter(each => now - this.#heardAt(watch, each) >= SUSPECT_AFTER_MS);
    if (sockets.length === 0 || silent.length < sockets.length) return;
    this.#memory.miss(watch.memberId, now);
    for (const socket of silent) closeSocket(socket, GOING_AWAY, 'silent');
  }

  /** The open sockets of the phones that may carry this call. */
  #socketsOf({ memberId, callId, carriedBy }: Watch): readonly WebSocket[] {
    return this.#sockets.of(memberId).filter(each => !carriedBy || phoneOf(each)?.carries === callId);
  }

  async #back(watch: Watch): Promise<void> {
    if (watch.isTold) await this.#tell(watch, true);
    this.#memory.heard(watch.memberId);
  }

  async #tell({ workspaceId, memberId, callId }: Watch, isHere: boolean): Promise<void> {
    try {
      await liveCallOf(this.#env, callId).hearPhone(workspaceId, memberId, isHere ? 'here' : 'silent');
      if (!isHere) this.#memory.told(memberId);
    } catch (error) {
      log.warn('presence.phone', { memberId, callId, error });
    }
  }
}
