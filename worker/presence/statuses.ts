/**
 * Every rep's status. What they picked is stored and never changed by anything else; the status they have at the
 * moment follows from it, their sockets, their line and the time. Whoever shows it is told when it changes.
 */
import type { CallView } from '../../shared/calls/contract.ts';
import { wrapUpUntil } from '../../shared/calls/wrap-up.ts';
import type { Clock } from '../../shared/clock.ts';
import { FRAME_VERSION } from '../../shared/endpoint.ts';
import type { CallId, MemberId, SessionId } from '../../shared/ids.ts';
import { nextChangeAt, OFFLINE_AFTER_MS, type Situation, statusOf } from '../../shared/presence/rules.ts';
import type { OwnStatus, PickedStatus } from '../../shared/presence/statuses.ts';
import type { TeamFrame, TeamStatus } from '../../shared/presence/team-frames.ts';
import type { ObjectSql } from '../object-sql.ts';
import type { LineMemory } from './line-memory.ts';
import { type PhoneSocket, phoneOf } from './phone-socket.ts';
import { closeSocket, GOING_AWAY, type PhoneSockets } from './phone-sockets.ts';
import { StatusMemory, type StatusRow } from './status-memory.ts';
import { TeamSockets } from './team-sockets.ts';

// A phone that only reconnects is back within this time, and nobody sees it Offline in between.
const BACK_WITHIN_MS = 3_000;

type Parts = {
  readonly state: DurableObjectState;
  readonly sql: ObjectSql;
  readonly lines: LineMemory;
  readonly sockets: PhoneSockets;
  readonly clock: Clock;
};

export class Statuses {
  readonly #memory: StatusMemory;
  readonly #lines: LineMemory;
  readonly #sockets: PhoneSockets;
  readonly #clock: Clock;
  readonly screens: TeamSockets;

  constructor({ state, sql, lines, sockets, clock }: Parts) {
    this.#memory = new StatusMemory(sql);
    this.#lines = lines;
    this.#sockets = sockets;
    this.#clock = clock;
    this.screens = new TeamSockets(state);
  }

  /** Who may be rung right now: Online, with a browser that is connected at this moment. */
  ringable(now: number): readonly MemberId[] {
    return this.online(now).filter(memberId => this.#heardAt(memberId) + OFFLINE_AFTER_MS > now);
  }

  /** Who is Online; their browsers may be reconnecting. */
  online(now: number): readonly MemberId[] {
    return this.#memory
      .all()
      .filter(row => statusOf(this.#situation(row), now) === 'online')
      .map(({ memberId }) => memberId);
  }

  pick(memberId: MemberId, picked: PickedStatus): OwnStatus {
    const now = this.#clock.now();
    const before = this.#memory.of(memberId);
    this.#memory.pick(memberId, picked, now);
    // Between two picks that make no difference now, as during a call, the rep's browsers still show what is picked.
    if (!this.changed(memberId) && before?.picked !== picked) this.#tellOwn(memberId);
    const { shown, since } = this.#memory.of(memberId) ?? { shown: 'offline', since: now };
    return { picked, status: shown, since };
  }

  /** A phone's socket was opened. */
  opened(memberId: MemberId): void {
    this.#memory.here(memberId, this.#clock.now());
    if (!this.changed(memberId)) this.#tellOwn(memberId);
  }

  /** A phone's socket was closed: its browser is gone, unless it reconnects at once. */
  closed(socket: WebSocket): void {
    const phone = phoneOf(socket);
    if (!phone || this.#sockets.of(phone.memberId).some(each => each !== socket)) return;
    this.#memory.gone(phone.memberId, this.#clock.now() + BACK_WITHIN_MS);
    this.changed(phone.memberId);
  }

  /** A phone says for how long its computer has not been used; null if it is in use. */
  idle(socket: WebSocket, phone: PhoneSocket, idleMs: number | null): void {
    const { idleSince: _, ...inUse } = phone;
    socket.serializeAttachment(idleMs === null ? inUse : { ...inUse, idleSince: this.#clock.now() - idleMs });
    this.changed(phone.memberId);
  }

  /** A call of this member is over: its wrap-up begins, if it has one. */
  callOver(memberId: MemberId, view: CallView): void {
    const endedAt = view.endedAt ?? this.#clock.now();
    this.#memory.callOver(memberId, view.id, endedAt, wrapUpUntil(view) ?? endedAt);
  }

  /** The rep is done with a call of theirs: its wrap-up ends now. */
  wrappedUp(memberId: MemberId, callId: CallId): void {
    const isOnLine = this.#lines.lineOf(memberId) === callId;
    this.#memory.wrappedUp(memberId, callId, isOnLine, this.#clock.now());
    this.changed(memberId);
  }

  /** Tells the rep and the team if the rep's status is no longer the one last told. */
  changed(memberId: MemberId): boolean {
    const row = this.#memory.of(memberId);
    const changes = row ? this.#update([row]) : [];
    this.#tellTeam(changes);
    return changes.length > 0;
  }

  /** The alarm: notices browsers that have fallen silent, and whatever else time has changed. */
  look(): void {
    const now = this.#clock.now();
    for (const { memberId, isHere } of this.#memory.all()) {
      if (!isHere) continue;
      const heardAt = this.#heardAt(memberId);
      // Sockets that vanished without a close event were lost in our own restart. Their phones reconnect soon.
      if (heardAt === 0) this.#memory.gone(memberId, now + OFFLINE_AFTER_MS);
      if (heardAt === 0 || now < heardAt + OFFLINE_AFTER_MS) continue;
      this.#memory.gone(memberId, heardAt + OFFLINE_AFTER_MS);
      for (const socket of this.#sockets.of(memberId)) closeSocket(socket, GOING_AWAY, 'silent');
    }
    this.#tellTeam(this.#update(this.#memory.all()));
  }

  /** When time alone may next change a status; Infinity for never. */
  dueAt(): number {
    const now = this.#clock.now();
    const due = this.#memory.all().flatMap(row => {
      if (!row.isHere && row.hereUntil <= now && row.shown === 'offline') return [];
      const isVanished = row.isHere && this.#heardAt(row.memberId) === 0;
      return [isVanished ? now : nextChangeAt(this.#situation(row), now)];
    });
    return Math.min(...due, Number.POSITIVE_INFINITY);
  }

  /** The whole team, for a screen that begins to show it. */
  team(): TeamFrame {
    return this.#frame(
      this.#memory.all().map(({ memberId, shown, since }) => ({ memberId, status: shown, since })),
      true,
    );
  }

  addTicket(secret: string, sessionId: SessionId, now: number, expiresAt: number): void {
    this.#memory.addTicket(secret, sessionId, now, expiresAt);
  }

  takeTicket(secret: string, now: number): SessionId | undefined {
    return this.#memory.takeTicket(secret, now);
  }

  /** A session ended, and its sockets are closed. */
  signedOut(memberId: MemberId, sessionId: SessionId): void {
    this.#memory.dropTickets(sessionId);
    this.screens.close(sessionId, 'signed out');
    if (this.#sockets.of(memberId).length > 0) return;
    this.#memory.gone(memberId, this.#clock.now());
    this.changed(memberId);
  }

  /** When any phone of this member was last heard; 0 if none is connected. */
  #heardAt(memberId: MemberId): number {
    return Math.max(0, ...this.#sockets.of(memberId).map(each => this.#sockets.heardAt(each)));
  }

  #situation({ memberId, picked, isHere, hereUntil, freeAt }: StatusRow): Situation {
    const phones = isHere ? this.#sockets.of(memberId) : [];
    const idle = phones.map(each => phoneOf(each)?.idleSince);
    const isUsed = idle.length === 0 || idle.includes(undefined);
    return {
      picked,
      hereUntil:
        phones.length > 0
          ? this.#heardAt(memberId) + OFFLINE_AFTER_MS
          : isHere
            ? Number.POSITIVE_INFINITY
            : hereUntil,
      busyUntil: Math.max(freeAt, this.#lines.busyUntil(memberId)),
      idleSince: isUsed ? null : Math.max(...idle.map(since => since ?? 0)),
    };
  }

  /** Stores and tells each rep what their status is now; returns those whose status has changed. */
  #update(rows: readonly StatusRow[]): readonly TeamStatus[] {
    const now = this.#clock.now();
    return rows.flatMap(row => {
      const status = statusOf(this.#situation(row), now);
      if (status === row.shown) return [];
      this.#memory.show(row.memberId, status, now);
      this.#tellOwn(row.memberId);
      return [{ memberId: row.memberId, status, since: now }];
    });
  }

  #tellOwn(memberId: MemberId): void {
    const row = this.#memory.of(memberId);
    if (!row) return;
    const { picked, shown: status, since } = row;
    this.#sockets.tell(memberId, { v: FRAME_VERSION, type: 'presence.status', picked, status, since });
  }

  #tellTeam(changes: readonly TeamStatus[]): void {
    if (changes.length > 0) this.screens.tell(this.#frame(changes, false));
  }

  #frame(team: readonly TeamStatus[], isWhole: boolean): TeamFrame {
    return { v: FRAME_VERSION, type: 'presence.team', now: this.#clock.now(), isWhole, team: [...team] };
  }
}
