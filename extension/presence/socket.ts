import { FRAME_VERSION } from '../../shared/endpoint.ts';
import type { CallId } from '../../shared/ids.ts';
import type { ClientFrame, DeviceFact } from '../../shared/presence/client-frames.ts';
import {
  HEARTBEAT_IN_CALL_MS,
  HEARTBEAT_MS,
  ServerFrame,
  SOCKET_PATH,
  SOCKET_PROTOCOL,
} from '../../shared/presence/contract.ts';

/** Where to connect, and the single-use ticket to connect with; `stop` if there is no session to connect with. */
export type SocketAddress = { readonly url: string; readonly ticket: string } | 'later' | 'stop';

export type SocketEvents = {
  readonly address: () => Promise<SocketAddress>;
  readonly onFrame: (frame: ServerFrame) => void;
  readonly onUp: (up: boolean) => void;
  readonly onStopped: () => void;
  readonly isInCall: () => boolean;
  /** Fires `online` when the machine has a network again. */
  readonly network: EventTarget;
};

export type Socket = {
  readonly start: () => void;
  readonly stop: () => void;
  readonly tell: (callId: CallId, fact: DeviceFact) => void;
  /** The same, but only if the socket is up now; otherwise false. */
  readonly tellNow: (callId: CallId, fact: DeviceFact) => boolean;
  /** The rep is done with this call. Sent later if the socket is down. */
  readonly wrapUpDone: (callId: CallId) => void;
  /** Reports, if the socket is up, that this phone has a leg of the call. Repeat it whenever the socket comes up. */
  readonly carries: (callId: CallId) => void;
  /** Reports, if the socket is up, for how long nobody has used this computer; null while somebody does. */
  readonly idle: (idleMs: number | null) => void;
};

const PONG_LIMIT_MS = 5_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;
const LAST_RETRY_IN_CALL_MS = 4_000;
const UNSENT_LIMIT = 50;

/** Between half and all of the step, so that phones do not all reconnect at once. */
export const backoffMs = (tries: number, limitMs: number, random: () => number): number =>
  Math.min(limitMs, FIRST_RETRY_MS * 2 ** tries) * (0.5 + random() / 2);

const parse = (data: unknown): ServerFrame | null => {
  if (typeof data !== 'string' || data === 'pong') return null;
  try {
    const frame = ServerFrame.safeParse(JSON.parse(data));
    return frame.success ? frame.data : null;
  } catch {
    return null;
  }
};

/** The phone's only socket to the Switchboard. It stays up, or reconnects, until stopped. */
export const switchboardSocket = (events: SocketEvents): Socket => {
  let socket: WebSocket | undefined;
  let wanted = false;
  let up = false;
  let tries = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let beat: ReturnType<typeof setTimeout> | undefined;
  let beatMs = HEARTBEAT_MS;
  let pong: ReturnType<typeof setTimeout> | undefined;
  const unsent: ClientFrame[] = [];

  const quiet = (): void => {
    clearTimeout(beat);
    clearTimeout(pong);
    pong = undefined;
  };
  const say = (frame: ClientFrame): boolean => {
    const isUp = up && socket?.readyState === WebSocket.OPEN;
    if (isUp) socket?.send(JSON.stringify(frame));
    return isUp;
  };
  const sayOrKeep = (frame: ClientFrame): void => {
    if (!say(frame) && unsent.length < UNSENT_LIMIT) unsent.push(frame);
  };
  const down = (): void => {
    quiet();
    socket = undefined;
    if (up) events.onUp(false);
    up = false;
  };
  const later = (): void => {
    clearTimeout(retry);
    if (!wanted) return;
    const limitMs = events.isInCall() ? LAST_RETRY_IN_CALL_MS : LAST_RETRY_MS;
    retry = setTimeout(open, backoffMs(tries, limitMs, Math.random));
    tries += 1;
  };
  /** Closing a dead socket takes the browser a long time, so the socket is abandoned at once. */
  const giveUp = (dead: WebSocket): void => {
    if (socket !== dead) return;
    down();
    dead.close();
    later();
  };
  const ping = (on: WebSocket): void => {
    clearTimeout(beat);
    beatMs = events.isInCall() ? HEARTBEAT_IN_CALL_MS : HEARTBEAT_MS;
    beat = setTimeout(() => {
      if (socket !== on) return;
      on.send('ping');
      pong ??= setTimeout(() => giveUp(on), PONG_LIMIT_MS);
      ping(on);
    }, beatMs);
  };
  const hear = (on: WebSocket, data: unknown): void => {
    clearTimeout(pong);
    pong = undefined;
    const frame = parse(data);
    if (!frame) return;
    if (frame.type === 'hello') {
      tries = 0;
      up = true;
      events.onUp(true);
      for (const kept of unsent.splice(0)) on.send(JSON.stringify(kept));
    }
    // A call may just have begun: then the heartbeat becomes faster. Otherwise its timer is left alone: receiving a
    // frame tells the server nothing, and a heartbeat delayed by every frame would reach the server too late.
    if (events.isInCall() && beatMs > HEARTBEAT_IN_CALL_MS) ping(on);
    events.onFrame(frame);
  };
  const open = async (): Promise<void> => {
    clearTimeout(retry);
    if (!wanted || socket) return;
    // The browser's storage may fail for a moment. The phone must not stay offline until someone restarts it.
    const address = await events.address().catch((): SocketAddress => 'later');
    if (!wanted || socket) return;
    if (address === 'stop') {
      wanted = false;
      events.onStopped();
      return;
    }
    if (address === 'later') {
      later();
      return;
    }
    const opening = new WebSocket(address.url.replace(/^http/, 'ws') + SOCKET_PATH, [
      SOCKET_PROTOCOL,
      address.ticket,
    ]);
    socket = opening;
    pong = setTimeout(() => giveUp(opening), PONG_LIMIT_MS);
    opening.onopen = () => ping(opening);
    opening.onmessage = ({ data }) => {
      if (socket === opening) hear(opening, data);
    };
    opening.onclose = () => giveUp(opening);
  };

  const ofDevice = (callId: CallId, fact: DeviceFact): ClientFrame => ({
    v: FRAME_VERSION,
    type: 'device.fact',
    callId,
    fact,
  });

  events.network.addEventListener('online', () => {
    tries = 0;
    void open();
  });

  return {
    start: () => {
      wanted = true;
      tries = 0;
      void open();
    },
    stop: () => {
      wanted = false;
      clearTimeout(retry);
      const old = socket;
      down();
      old?.close();
      unsent.length = 0;
    },
    carries: callId => void say({ v: FRAME_VERSION, type: 'phone.carries', callId }),
    idle: idleMs => void say({ v: FRAME_VERSION, type: 'presence.idle', idleMs }),
    wrapUpDone: callId => sayOrKeep({ v: FRAME_VERSION, type: 'wrapUp.done', callId }),
    tell: (callId, fact) => sayOrKeep(ofDevice(callId, fact)),
    tellNow: (callId, fact) => say(ofDevice(callId, fact)),
  };
};
