import type { WebSocket } from 'ws';
import { HEARTBEAT, type ServerFrame, writeFrame } from './signalling-frames.ts';
import type { Device } from './signalling-host.ts';
import { tokenFault } from './signalling-words.ts';
import type { MonotonicClock } from './ticker.ts';

// A living SDK echoes each heartbeat at once.
const MISSED_BEATS = 2;

/** One open socket of a device, from its first `listen` on with an owner. */
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
  /** How long its calls outlive it. */
  reconnectTimeoutMs = 0;

  constructor(ws: WebSocket, clock: MonotonicClock) {
    this.#ws = ws;
    this.#clock = clock;
  }

  /** Whose it is, as long as the token is valid. */
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
  /** The heartbeat, and with it what only time brings: a dead peer, a token that has run out. */
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
  /** Nothing passes any more, and nobody is told. */
  freeze(): void {
    this.#frozen = true;
  }
  /** As a lost network ends it: no closing handshake (the SDK sees code 1006). */
  cut(): void {
    this.#ws.terminate();
  }
  close(): void {
    this.#ws.close(1001);
  }
}
