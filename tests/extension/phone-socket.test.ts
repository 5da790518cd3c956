// @vitest-environment node
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import {
  backoffMs,
  type Socket,
  type SocketAddress,
  switchboardSocket,
} from '../../extension/presence/socket.ts';
import { HEARTBEAT_IN_CALL_MS, type ServerFrame } from '../../shared/presence/contract.ts';
import { aView } from './phone-fixtures.ts';

let server: WebSocketServer;
let socket: Socket;
let offered: string[][];
let heard: string[];
let frames: ServerFrame[];
let ups: boolean[];
let stopped: number;
let tickets: number;
let address: () => SocketAddress;
let network: EventTarget;

const hello = (change: object = {}) => JSON.stringify({ v: 1, type: 'hello', now: 5, call: null, ...change });
const peer = async (): Promise<ServerSocket> => {
  await vi.waitFor(() => expect(server.clients.size).toBe(1));
  const [only] = server.clients;
  if (!only) throw new Error('Nobody is connected.');
  return only;
};
const soon = { timeout: 5_000, interval: 10 };
const waitFor = (check: () => void) => vi.waitFor(check, soon);

beforeEach(async () => {
  [offered, heard, frames, ups, stopped, tickets] = [[], [], [], [], 0, 0];
  network = new EventTarget();
  server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: protocols => {
      offered.push([...protocols]);
      return 'ringside.v1';
    },
  });
  await new Promise(resolve => server.once('listening', resolve));
  server.on('connection', client => {
    client.on('message', data => heard.push(String(data)));
    client.send(hello());
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  address = () => ({ url, ticket: `ticket-${tickets}` });
  socket = switchboardSocket({
    address: async () => {
      tickets += 1;
      return address();
    },
    onFrame: frame => frames.push(frame),
    onUp: up => ups.push(up),
    onStopped: () => {
      stopped += 1;
    },
    isInCall: () => true,
    network,
  });
});
afterEach(async () => {
  socket.stop();
  for (const client of server.clients) client.terminate();
  await new Promise(resolve => server.close(resolve));
});

const fact = { kind: 'device.muted', key: 'k1', at: 1, on: true } as const;

describe("the phone's socket to the Switchboard", () => {
  it('carries its ticket as a subprotocol, never in the address', async () => {
    socket.start();
    await waitFor(() => expect(ups).toEqual([true]));
    expect(offered).toEqual([['ringside.v1', 'ticket-1']]);
    expect(frames).toMatchObject([{ type: 'hello', now: 5, call: null }]);
  });

  it('reconnects with a new ticket when it is lost, and sends what was queued meanwhile', async () => {
    socket.start();
    await waitFor(() => expect(ups).toEqual([true]));
    (await peer()).terminate();
    await waitFor(() => expect(ups).toEqual([true, false]));
    socket.tell(aView().id, fact);
    socket.wrapUpDone(aView().id);
    // What makes sense only now is not queued.
    expect(socket.tellNow(aView().id, { ...fact, key: 'now' })).toBe(false);
    await waitFor(() => expect(ups).toEqual([true, false, true]));
    expect(offered[1]).toEqual(['ringside.v1', 'ticket-2']);
    await waitFor(() =>
      expect(heard.map(each => JSON.parse(each))).toEqual([
        { v: 1, type: 'device.fact', callId: aView().id, fact },
        { v: 1, type: 'wrapUp.done', callId: aView().id },
      ]),
    );
    expect(socket.tellNow(aView().id, fact)).toBe(true);
    await waitFor(() => expect(heard).toHaveLength(3));
  });

  it('tries again when requesting a ticket throws', async () => {
    const works = address;
    address = () => {
      address = works;
      throw new Error('The database connection is closing.');
    };
    socket.start();
    await waitFor(() => expect(ups).toEqual([true]));
    expect(tickets).toBe(2);
  });

  it('drops frames that are not of this version, and goes on', async () => {
    socket.start();
    await waitFor(() => expect(ups).toEqual([true]));
    const client = await peer();
    for (const junk of ['{', 'pong', '{"v":1}', hello({ v: 2 }), hello({ call: { id: 'x' } })])
      client.send(junk);
    client.send(JSON.stringify({ v: 1, type: 'call.changed', call: aView({ version: 3 }) }));
    await waitFor(() => expect(frames).toHaveLength(2));
    expect(frames[1]).toMatchObject({ type: 'call.changed', call: { version: 3 } });
  });

  it('sends heartbeats in a call however often the server sends, because only heartbeats prove it alive', async () => {
    socket.start();
    await waitFor(() => expect(ups).toEqual([true]));
    const client = await peer();
    let version = 1;
    const speak = () =>
      client.send(JSON.stringify({ v: 1, type: 'call.changed', call: aView({ version: version++ }) }));
    const speaking = setInterval(speak, 100);
    try {
      await vi.waitFor(() => expect(heard).toContain('ping'), { timeout: 2 * HEARTBEAT_IN_CALL_MS });
    } finally {
      clearInterval(speaking);
    }
  }, 30_000);

  it('tries again later when it cannot get a ticket, and at once when the network is back', async () => {
    const good = address;
    address = () => 'later';
    socket.start();
    await waitFor(() => expect(tickets).toBe(1));
    address = good;
    network.dispatchEvent(new Event('online'));
    await waitFor(() => expect(ups).toEqual([true]));
    expect(tickets).toBe(2);
  });

  it('stops for good when nobody is signed in', async () => {
    address = () => 'stop';
    socket.start();
    await waitFor(() => expect(stopped).toBe(1));
    network.dispatchEvent(new Event('online'));
    expect(tickets).toBe(1);
  });

  it('does not reconnect once it was stopped', async () => {
    socket.start();
    await waitFor(() => expect(ups).toEqual([true]));
    socket.stop();
    await waitFor(() => expect(server.clients.size).toBe(0));
    network.dispatchEvent(new Event('online'));
    expect(ups).toEqual([true, false]);
    expect(tickets).toBe(1);
  });
});

describe('reconnecting', () => {
  it('takes longer each time, up to a limit, and spreads clients out in time', () => {
    const least = [0, 1, 2, 3, 9].map(tries => backoffMs(tries, 30_000, () => 0));
    const most = [0, 1, 2, 3, 9].map(tries => backoffMs(tries, 30_000, () => 1));
    expect(least).toEqual([250, 500, 1_000, 2_000, 15_000]);
    expect(most).toEqual([500, 1_000, 2_000, 4_000, 30_000]);
  });
});
