import type { Server } from 'node:http';
import type { SignallingHost } from './signalling-host.ts';
import type { Clock } from './ticker.ts';

export type SignallingOptions = {
  readonly clock?: Clock;
  /** Reported to the SDK as device.edge and region. */
  readonly edge?: string;
};

/** The socket side of the phone network: what the Voice SDK speaks, at the path /signal of an HTTP server. */
export interface Signalling {
  /** Cuts the socket a call hangs on, as a lost network would. False when it has none. */
  dropSocket(callSid: string): boolean;
  /** Identities with an open socket whose token was accepted, each once. */
  identities(): readonly string[];
  /** Hangs up every call and closes every socket. */
  close(): Promise<void>;
}

/**
 * `host.placed()` is called once the call's media is negotiated, so `answer()` needs no waiting.
 * A call that the device ends is told through `host.deviceHungUp()` exactly once; one that the host ends, never.
 */
export const attachSignalling = (
  _server: Server,
  _host: SignallingHost,
  _options: SignallingOptions = {},
): Signalling => {
  throw new Error('Signalling is not built yet.');
};
