import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { bareGuard, type Guard } from '../guard.ts';
import { type MonotonicClock, systemClock } from '../media/ticker.ts';
import type { Patience } from './call.ts';
import { DeviceCalls } from './calls.ts';
import { type ClientFrame, type ClientPayload, HEARTBEAT, readFrame } from './frames.ts';
import type { DeviceInvite, DeviceRing, SignallingHost } from './host.ts';
import { SignalSocket } from './socket.ts';
import { badFrame, tokenFault } from './words.ts';

const PATH = '/signal';
// The SDK considers the connection dead after 15 s without a frame.
const HEARTBEAT_MS = 10_000;
const MAX_FRAME_BYTES = 256 * 1024;
// The wait for a peer that does not answer the closing handshake.
const CLOSE_TIMEOUT_MS = 1000;
// From the SDK's table of regions (regions.ts): `us1`, whose edge is Ashburn.
const REGION = 'US_EAST_VIRGINIA';

export type SignallingOptions = {
  readonly clock?: MonotonicClock;
  /** Reported to the SDK, which shows it as device.edge. */
  readonly edge?: string;
  readonly patience?: Patience;
  readonly guard?: Guard;
};

/** The socket side of the phone network: what the Voice SDK speaks, at the path /signal of an HTTP server. */
export interface Signalling {
  /** Cuts a call's socket, as a lost network would. False when the call has none. */
  dropSocket(callSid: string): boolean;
  /** Passes nothing on a call's socket any more, though it stays open, as behind a dead router. False without one. */
  freezeSocket(callSid: string): boolean;
  /** Sends the application's JSON to the device of a call. False when the call has no device. */
  message(callSid: string, content: string, sid: string): boolean;
  /** Loses this share of a call's audio packets each way. False when there is no such call. */
  loseAudio(callSid: string, share: number): boolean;
  /** Cuts every socket and refuses new ones until `open`. The calls' audio goes on. */
  shut(): void;
  /** Whether sockets are refused. */
  isShut(): boolean;
  open(): void;
  /** Rings every device of this identity that may be called. Undefined when there is none. */
  ring(identity: string, invite: DeviceInvite): DeviceRing | undefined;
  /** Identities with an open socket whose token is valid, each once. */
  identities(): readonly string[];
  /** Hangs up every call and closes every socket. */
  close(): Promise<void>;
}

/**
 * `host.placed()` is called after the call's media is negotiated, so `answer()` can follow at once.
 * `host.deviceHungUp()` is called exactly once for a call that the device ends, and never for one the host ends.
 */
export const attachSignalling = (
  server: Server,
  host: SignallingHost,
  {
    clock = systemClock,
    edge = 'ashburn',
    patience = { scale: 1 },
    guard = bareGuard,
  }: SignallingOptions = {},
): Signalling => {
  const acceptor = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  const sockets = new Set<SignalSocket>();
  const onlySocketOf = (identity: string) => {
    const [socket, ...others] = [...sockets].filter(open => open.identity === identity);
    return others.length === 0 ? socket : undefined;
  };
  const calls = new DeviceCalls(host, clock, onlySocketOf, patience, guard);

  const listen = (socket: SignalSocket, { token, reconnectTimeout }: ClientPayload<'listen'>) => {
    const device = host.authenticate(token);
    if (!device.ok) {
      socket.send({ type: 'error', payload: { error: tokenFault(device.error) } });
      return;
    }
    const { identity, ttl } = device.value;
    socket.accept(device.value);
    socket.reconnectTimeoutMs = reconnectTimeout * 1000;
    socket.send({ type: 'connected', payload: { region: REGION, edge, token: { identity, ttl } } });
    calls.freeStranded(identity);
  };

  const register = (socket: SignalSocket, wanted: boolean) => {
    socket.registered = wanted && (socket.device?.takesCalls ?? false);
    socket.send({ type: wanted ? 'ready' : 'offline', payload: {} });
    if (socket.registered) calls.rings.registered(socket);
    else calls.rings.gone(socket);
  };

  const obey = async (socket: SignalSocket, frame: ClientFrame): Promise<void> => {
    if (frame.type === 'listen') listen(socket, frame.payload);
    else if (frame.type === 'invite') await calls.invite(socket, frame.payload);
    else if (socket.identity === undefined)
      socket.send({ type: 'error', payload: { error: tokenFault(31204) } });
    else if (frame.type === 'register') register(socket, frame.payload.media.audio);
    else if (frame.type === 'answer') await calls.answer(socket, frame.payload);
    else if (frame.type === 'reject') calls.rings.reject(socket, frame.payload.callsid);
    else if (frame.type === 'hangup') await calls.hangup(socket, frame.payload);
    else if (frame.type === 'dtmf') await calls.digits(socket, frame.payload);
    else if (frame.type === 'message') await calls.message(socket, frame.payload);
    else await calls.reinvite(socket, frame.payload);
  };

  const receive = (socket: SignalSocket, data: string) => {
    if (socket.frozen) return;
    socket.heard();
    if (data === HEARTBEAT) return;
    const frame = readFrame(data);
    if (frame.ok) guard.detach(obey(socket, frame.value));
    else socket.send({ type: 'error', payload: { error: badFrame(frame.error) } });
  };

  const welcome = (ws: WebSocket) => {
    const socket = new SignalSocket(ws, clock);
    sockets.add(socket);
    ws.on('message', (data, isBinary) => guard.run(() => receive(socket, isBinary ? '' : data.toString())));
    const gone = () => {
      sockets.delete(socket);
      calls.rings.gone(socket);
      calls.socketLost(socket);
      if (socket.identity !== undefined) calls.freeStranded(socket.identity);
    };
    ws.on('close', () => guard.run(gone));
    // A broken frame or connection: ws closes the socket, and 'close' follows.
    ws.on('error', () => socket.cut());
  };

  let isShut = false;
  const upgrade = (request: IncomingMessage, duplex: Duplex, head: Buffer) => {
    if (isShut) duplex.destroy();
    else if (request.url?.split('?')[0] === PATH) acceptor.handleUpgrade(request, duplex, head, welcome);
    else if (server.listenerCount('upgrade') === 1) duplex.destroy();
  };
  server.on('upgrade', upgrade);

  let cancelBeat = (): void => {};
  const beat = () => {
    guard.run(() => {
      for (const socket of sockets) socket.beat();
      calls.forgetOld();
    });
    cancelBeat = clock.schedule(beat, HEARTBEAT_MS);
  };
  beat();

  return {
    dropSocket(callSid) {
      const socket = calls.find(callSid)?.socket;
      socket?.cut();
      return socket !== undefined;
    },
    freezeSocket(callSid) {
      const socket = calls.find(callSid)?.socket;
      socket?.freeze();
      return socket !== undefined;
    },
    message(callSid, content, sid) {
      const socket = calls.find(callSid)?.socket;
      socket?.send({
        type: 'message',
        payload: {
          callsid: callSid,
          content: JSON.parse(content),
          contenttype: 'application/json',
          messagetype: 'user-defined-message',
          voiceeventsid: sid,
        },
      });
      return socket !== undefined;
    },
    loseAudio(callSid, share) {
      const call = calls.find(callSid);
      call?.media.lose(share);
      return call !== undefined;
    },
    shut() {
      isShut = true;
      for (const socket of sockets) socket.cut();
    },
    isShut: () => isShut,
    open() {
      isShut = false;
    },
    ring(identity, invite) {
      const devices = [...sockets].filter(
        socket => socket.registered && socket.open && socket.device?.identity === identity,
      );
      return devices.length > 0 ? calls.rings.ring(identity, devices, invite) : undefined;
    },
    identities: () => [...new Set([...sockets].flatMap(socket => socket.device?.identity ?? []))],
    async close() {
      cancelBeat();
      server.off('upgrade', upgrade);
      calls.hangUpAll();
      const closed = Promise.all(
        [...acceptor.clients].map(ws => new Promise(done => ws.once('close', done))),
      );
      for (const socket of sockets) socket.close();
      const giveUp = clock.schedule(() => {
        for (const ws of acceptor.clients) ws.terminate();
      }, CLOSE_TIMEOUT_MS);
      await closed;
      giveUp();
      acceptor.close();
    },
  };
};
