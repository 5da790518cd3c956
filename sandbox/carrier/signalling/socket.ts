import type { WebSocket } from 'ws';
import type { MonotonicClock } from '../media/ticker.ts';
import { HEARTBEAT, type ServerFrame, writeFrame } from './frames.ts';
import type { Device } from './host.ts';
import { tokenFault } from './words.ts';

// A working SDK echoes each heartbeat at once.
const MISSED_BEATS = 2;

/** A device's open socket. It has an owner from its first `listen` on. */
export class SignalSocket {
  #ws: WebSocket;
  #clock: MonotonicClock;
  #device: Device | undefined;
  #expiresAt = 0;
  #expirySaid = false;
  #silentBeats = 0;
  #frozen = false;
  /** Whether calls to its identity ring here. */
  registered = false;
  /** How long the socket's calls outlive it. */
  reconnectTimeoutMs = 0;

  constructor(ws: WebSocket, clock: MonotonicClock) {
    this.#ws = ws;
    this.#clock = clock;
  }

  /** The owner, as long as the token is valid. */
  get device(): Device | undefined {
    return this.expired ? undefined : this.#device;
  }
  get expired(): boolean {
    return this.#device !== undefined && this.#clock.now() >= this.#expiresAt;
  }
  get identity(): string | undefined {
    return this.#device?.identity;
  }
  get open(): boolean {
    return !this.#frozen && this.#ws.readyState === this.#ws.OPEN;
  }

  accept(device: Device): void {
    this.#device = device;
    this.#expiresAt = this.#clock.now() + device.ttl * 1000;
    this.#expirySaid = false;
  }
  send(frame: ServerFrame): void {
    if (this.open) this.#ws.send(writeFrame(frame));
  }
  heard(): void {
    this.#silentBeats = 0;
  }
  /** Sends the heartbeat, and detects a dead peer and an expired token. */
  beat(): void {
    if (this.#silentBeats >= MISSED_BEATS) this.cut();
    this.#silentBeats += 1;
    if (this.open) this.#ws.send(HEARTBEAT);
    if (!this.expired || this.#expirySaid) return;
    this.#expirySaid = true;
    this.send({ type: 'error', payload: { error: tokenFault(31205) } });
  }
  get frozen(): boolean {
    return this.#frozen;
  }
  /** From now on nothing passes, and neither side is told. */
  freeze(): void {
    this.#frozen = true;
  }
  /** Closes as a lost network does: without a closing handshake (the SDK sees code 1006). */
  cut(): void {
    this.#ws.terminate();
  }
  close(): void {
    this.#ws.close(1001);
  }
}
