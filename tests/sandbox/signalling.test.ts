import { createServer, type Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { attachSignalling, type Signalling } from '../../sandbox/carrier/signalling/signalling.ts';
import { manualClock } from './media-clock.ts';
import { type Client, connectClient, OFFER } from './signalling-client.ts';
import { createFakeHost, type FakeHost, listening } from './signalling-fake-host.ts';
import { until } from './signalling-until.ts';

vi.setConfig({ testTimeout: 20_000 });

const TEMP = 'TJS7f0e4b7e-1c52-4d3e-9a59-2a64fd7a3a01';

let server: Server;
let url: string;
let clock: ReturnType<typeof manualClock>;
let hosting: FakeHost;
let signalling: Signalling;

beforeEach(async () => {
  server = createServer();
  url = `ws://127.0.0.1:${await listening(server)}/signal`;
  clock = manualClock();
  hosting = createFakeHost();
  hosting.tokens.set('good', hosting.device('mem_one'));
  hosting.tokens.set('other', hosting.device('mem_two'));
  signalling = attachSignalling(server, hosting.host, { clock });
});
afterEach(async () => {
  await signalling.close();
  hosting.stop();
  await new Promise(done => server.close(done));
});

const connected = async (token = 'good', reconnectTimeout = 30, options = {}) => {
  const client = await connectClient(url, options);
  onTestFinished(() => client.ws.terminate());
  expect((await client.listen(token, reconnectTimeout)).type).toBe('connected');
  return client;
};
const invite = (client: Client, sdp = OFFER, callsid = TEMP) =>
  client.send('invite', { callsid, sdp, twilio: { params: 'ticket=call_1.a%20b%26c%2Bd' } });
const sid = () => hosting.placed[0]?.sid ?? '';
/** Lets time pass with heartbeats: the client echoes each before the next. */
const pass = async (forMs: number, client: Client) => {
  for (let left = forMs; left > 0; left -= 10_000) {
    const beats = client.beats();
    clock.advance(10_000);
    await until(() => client.beats() > beats, 'the heartbeat comes');
    await client.settled();
  }
};
/** An answered call: its socket, and the reconnect token. */
const answered = async (reconnectTimeout = 30) => {
  const client = await connected('good', reconnectTimeout);
  invite(client);
  await client.next();
  const { payload } = await client.next();
  return { client, reconnect: String(payload.reconnect) };
};
const reconnect = (client: Client, token: string) =>
  client.send('invite', { callsid: sid(), reconnect: token, sdp: OFFER, twilio: {} });

describe('listening', () => {
  test('is answered each time with the token’s identity and lifetime', async () => {
    const client = await connected();
    expect(await client.listen('good')).toEqual({
      type: 'connected',
      payload: { region: 'US_EAST_VIRGINIA', edge: 'ashburn', token: { identity: 'mem_one', ttl: 3600 } },
    });
    expect(signalling.identities()).toEqual(['mem_one']);
  });

  test.each([31201, 31202, 31204, 31205, 31207] as const)('with a refused token gets %i', async code => {
    hosting.tokens.set('bad', code);
    const client = await connectClient(url);
    const { type, payload } = await client.listen('bad');
    expect(type).toBe('error');
    expect(payload).toEqual({ error: { code, message: expect.stringMatching(/^The access token .+\.$/) } });
    client.send('register', { media: { audio: true } });
    expect((await client.next()).payload).toMatchObject({ error: { code: 31204 } });
    expect(signalling.identities()).toEqual([]);
  });

  test('is required before a call: without it, the call is hung up and never placed', async () => {
    const client = await connectClient(url);
    invite(client);
    expect(await client.next()).toMatchObject({
      type: 'hangup',
      payload: { callsid: TEMP, error: { code: 31204 } },
    });
    expect(hosting.placed).toEqual([]);
  });

  test('includes registering, which is answered, and unregistering, which keeps the socket open', async () => {
    const client = await connected();
    client.send('register', { media: { audio: true } });
    expect(await client.next()).toEqual({ type: 'ready', payload: {} });
    client.send('register', { media: { audio: false } });
    expect(await client.next()).toEqual({ type: 'offline', payload: {} });
    await client.settled();
  });

  test('ends with its token, which is reported once; no more calls are placed until a new token comes', async () => {
    hosting.tokens.set('short', hosting.device('mem_one', 15));
    const client = await connected('short');
    await pass(30_000, client);
    expect(await client.next()).toMatchObject({ type: 'error', payload: { error: { code: 31205 } } });
    invite(client);
    expect(await client.next()).toMatchObject({ type: 'hangup', payload: { error: { code: 31205 } } });
    expect((await client.listen('good')).type).toBe('connected');
    invite(client);
    expect((await client.next()).type).toBe('ringing');
  });
});

describe('a malformed frame', () => {
  const listen = { browserinfo: {}, reconnectTimeout: 30, token: 'good' };
  const frame = (type: string, payload: unknown, more = {}) =>
    JSON.stringify({ type, payload, version: '1.6', ...more });
  test.each([
    ['no JSON', '{'],
    ['an empty frame', ''],
    ['a list', '[]'],
    ['an unknown type', frame('roger', {})],
    ['a server’s type', frame('ringing', { callsid: TEMP })],
    ['another version', frame('listen', listen, { version: '2.0' })],
    ['an unknown key', frame('listen', listen, { extra: 1 })],
    ['a payload with an unknown key', frame('listen', { ...listen, extra: 1 })],
    ['a payload without its token', frame('listen', { ...listen, token: undefined })],
    ['a reconnect time beyond 30 s', frame('listen', { ...listen, reconnectTimeout: 31 })],
    ['a call id of another shape', frame('hangup', { callsid: '../x' })],
    ['an offer that is no SDP', frame('invite', { callsid: TEMP, sdp: 'hello', twilio: {} })],
    ['digits that are none', frame('dtmf', { callsid: TEMP, dtmf: '12x' })],
    ['a media flag that is no boolean', frame('register', { media: { audio: 'yes' } })],
  ])('is refused: %s', async (_what, text) => {
    const client = await connected();
    client.ws.send(text);
    expect(await client.next()).toMatchObject({ type: 'error', payload: { error: { code: 31400 } } });
    await client.settled();
  });

  test('is refused when it is binary', async () => {
    const client = await connected();
    client.ws.send(Buffer.from(frame('listen', listen)), { binary: true });
    expect(await client.next()).toMatchObject({ type: 'error', payload: { error: { code: 31400 } } });
  });

  test('beyond any offer’s length ends the connection', async () => {
    const client = await connected();
    client.ws.on('error', () => {});
    client.ws.send('x'.repeat(300_000));
    await until(client.closed, 'the socket is closed');
    expect(signalling.identities()).toEqual([]);
  });
});

describe('an outgoing call', () => {
  test('rings with its CallSid, then is answered with audio and a reconnect token', async () => {
    const client = await connected();
    invite(client);
    const ringing = await client.next();
    expect(ringing).toEqual({ type: 'ringing', payload: { callsid: sid() } });
    const { type, payload } = await client.next();
    expect(type).toBe('answer');
    expect(payload).toEqual({
      callsid: sid(),
      sdp: expect.stringMatching(/^v=0/),
      reconnect: expect.stringMatching(/^[\w-]{32}$/),
    });
    expect(hosting.placed[0]?.call.params).toEqual({ ticket: 'call_1.a b&c+d' });
    expect(hosting.placed[0]?.call.device.identity).toBe('mem_one');
  });

  test('is offered PCMU and digits on every address of this machine', async () => {
    const client = await connected();
    invite(client);
    await client.next();
    const sdp = String((await client.next()).payload.sdp);
    const codecs = [...sdp.matchAll(/^a=rtpmap:\d+ (\S+?)(?:\/1)?\r?$/gm)].map(([, codec]) => codec);
    expect(new Set(codecs)).toContain('PCMU/8000');
    expect(codecs.filter(codec => !/^(PCMU|telephone-event)\//.test(codec ?? ''))).toEqual([]);
    expect(sdp).toContain('telephone-event/8000');
    const offered = [...sdp.matchAll(/^a=candidate:\S+ \d+ \S+ \d+ (\S+)/gm)].map(([, address]) => address);
    const own = Object.values(networkInterfaces())
      .flat()
      .flatMap(entry => (entry?.family === 'IPv4' && !entry.internal ? entry.address : []));
    expect(new Set(offered)).toEqual(new Set(['127.0.0.1', ...own]));
  });

  test('that offers no PCMU or cannot be read is hung up and never placed', async () => {
    const client = await connected();
    for (const sdp of [
      OFFER.replace('a=rtpmap:0 PCMU/8000\r\n', ''),
      'v=0\r\n',
      OFFER.replace('m=audio', 'm=video'),
      OFFER.slice(0, 200),
    ]) {
      invite(client, sdp);
      expect(await client.next()).toMatchObject({
        type: 'hangup',
        payload: { callsid: TEMP, error: { code: 31400 } },
      });
    }
    expect(hosting.placed).toEqual([]);
  });

  test('that is sent twice is placed once', async () => {
    const client = await connected();
    invite(client);
    invite(client);
    expect(await client.next()).toMatchObject({ type: 'error', payload: { error: { code: 31400 } } });
    await client.next();
    await client.next();
    await client.settled();
    expect(hosting.placed.length).toBe(1);
  });

  test('that the host refuses at once ends with the reason', async () => {
    hosting.behaviour.rejects = { code: 31486, message: 'Busy here' };
    const client = await connected();
    invite(client);
    expect(await client.next()).toEqual({
      type: 'hangup',
      payload: { callsid: TEMP, error: { code: 31486, message: 'Busy here' } },
    });
    expect(hosting.hungUp).toEqual([]);
  });

  test('is hung up by the device once, whichever id it uses', async () => {
    for (const id of [TEMP, undefined]) {
      hosting.placed.length = 0;
      hosting.hungUp.length = 0;
      const client = await connected('good', 0);
      const temp = `${TEMP}${id ?? 'b'}`.slice(0, 60);
      invite(client, OFFER, temp);
      await client.next();
      await client.next();
      client.send('hangup', { callsid: id ? temp : sid() });
      client.send('hangup', { callsid: sid() });
      await client.settled();
      expect(hosting.hungUp).toEqual([sid()]);
    }
  });

  test('that the device cancels before its media is ready is never placed', async () => {
    const client = await connected();
    invite(client);
    client.send('hangup', { callsid: TEMP });
    await client.settled();
    invite(client, OFFER, `${TEMP}2`);
    await until(() => hosting.placed.length > 0, 'the second call is placed');
    await client.next();
    expect((await client.next()).type).toBe('answer');
    expect(hosting.placed.length).toBe(1);
    expect(hosting.hungUp).toEqual([]);
  });

  test('that the host hangs up notifies the device, and not the host', async () => {
    const { client } = await answered();
    hosting.placed[0]?.call.hangup();
    hosting.placed[0]?.call.hangup({ code: 31002, message: 'Declined' });
    expect(await client.next()).toEqual({ type: 'hangup', payload: { callsid: sid() } });
    client.send('hangup', { callsid: sid() });
    await client.settled();
    expect(hosting.hungUp).toEqual([]);
  });

  test('accepts digits and messages from its own device only', async () => {
    const { client } = await answered();
    const stranger = await connected('other');
    const message = {
      content: { a: 1 },
      contenttype: 'application/json',
      messagetype: 'user-defined-message',
      voiceeventsid: 'KX1',
    };
    client.send('dtmf', { callsid: sid(), dtmf: '12w3#' });
    client.send('message', { callsid: sid(), ...message });
    expect(await client.next()).toEqual({
      type: 'ack',
      payload: { acktype: 'message', callsid: sid(), voiceeventsid: 'KX1' },
    });
    for (const [type, payload] of [
      ['dtmf', { callsid: sid(), dtmf: '9' }],
      ['hangup', { callsid: sid() }],
      ['reinvite', { callsid: sid(), sdp: OFFER }],
      ['message', { callsid: sid(), ...message }],
    ] as const) {
      stranger.send(type, payload);
      expect(await stranger.next()).toMatchObject({
        type: 'error',
        payload: { callsid: sid(), error: { code: 31404 } },
      });
    }
    expect(hosting.messageDigits).toEqual(['12w3#']);
    expect(hosting.hungUp).toEqual([]);
  });

  test('restarts ICE with new credentials', async () => {
    const { client } = await answered();
    client.send('reinvite', { callsid: TEMP, sdp: OFFER.replace('ufrag:Vm0y', 'ufrag:Qr7x') });
    const { type, payload } = await client.next();
    expect(type).toBe('answer');
    const [first, second] = [client.received[2], client.received.at(-1)].map(
      frame => /a=ice-ufrag:(\S+)/.exec(String(frame?.payload.sdp))?.[1],
    );
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
    expect(payload).toMatchObject({ callsid: sid(), reconnect: client.received[2]?.payload.reconnect });
  });
});

describe('a lost socket', () => {
  test('leaves an answered call alone for the reconnect time', async () => {
    const { client } = await answered();
    client.ws.terminate();
    await until(() => signalling.identities().length === 0, 'the socket is gone');
    clock.advance(29_999);
    expect(hosting.hungUp).toEqual([]);
    clock.advance(1);
    clock.advance(60_000);
    expect(hosting.hungUp).toEqual([sid()]);
  });

  test('ends the call at once when the device wants no reconnect', async () => {
    const { client } = await answered(0);
    client.ws.terminate();
    await until(() => hosting.hungUp.length > 0, 'the host is told');
    expect(hosting.hungUp).toEqual([sid()]);
  });

  test('is replaced by the newest socket, which gets everything that follows', async () => {
    const { client: old, reconnect: token } = await answered();
    const fresh = await connected();
    reconnect(fresh, token);
    expect(await fresh.next()).toEqual({ type: 'answer', payload: { callsid: sid(), reconnect: token } });
    old.ws.terminate();
    await until(old.closed, 'the old one is closed');
    await pass(40_000, fresh);
    expect(hosting.hungUp).toEqual([]);
    hosting.placed[0]?.call.hangup();
    expect(await fresh.next()).toEqual({ type: 'hangup', payload: { callsid: sid() } });
  });

  test('is not replaced by a socket without the reconnect token', async () => {
    const { client, reconnect: token } = await answered();
    const [stranger, guesser] = [await connected('other'), await connected()];
    reconnect(stranger, token);
    reconnect(guesser, 'guess');
    for (const refused of [stranger, guesser])
      expect(await refused.next()).toMatchObject({
        type: 'hangup',
        payload: { callsid: sid(), error: { code: 31209 } },
      });
    hosting.placed[0]?.call.hangup();
    expect((await client.next()).type).toBe('hangup');
  });

  test('misses the end of its call, which is reported when the device reconnects', async () => {
    const { client, reconnect: token } = await answered();
    expect(signalling.dropSocket(sid())).toBe(true);
    await until(client.closed, 'the socket is closed');
    expect(signalling.dropSocket(sid())).toBe(false);
    hosting.placed[0]?.call.hangup({ code: 31002, message: 'Declined' });
    const fresh = await connected();
    reconnect(fresh, token);
    expect(await fresh.next()).toEqual({
      type: 'hangup',
      payload: { callsid: sid(), error: { code: 31002, message: 'Declined' } },
    });
  });

  test('ends a ringing call, and the next socket frees the device with an answer', async () => {
    hosting.behaviour.answers = false;
    const client = await connected();
    invite(client);
    await client.next();
    client.ws.terminate();
    await until(() => hosting.hungUp.length > 0, 'the host is told');
    const fresh = await connected();
    expect(await fresh.next()).toEqual({
      type: 'answer',
      payload: { callsid: sid(), sdp: expect.stringMatching(/^v=0/) },
    });
    expect(await fresh.next()).toEqual({ type: 'hangup', payload: { callsid: sid() } });
  });
});

test('a ringing call whose socket only seemed alive frees the device that had reconnected before', async () => {
  hosting.behaviour.answers = false;
  const asleep = await connected();
  invite(asleep);
  await asleep.next();
  const fresh = await connected();
  expect(hosting.hungUp).toEqual([]);
  asleep.ws.terminate();
  expect((await fresh.next()).type).toBe('answer');
  expect((await fresh.next()).type).toBe('hangup');
  expect(hosting.hungUp).toEqual([sid()]);
});

test('a device that loses its socket while its call is being placed is freed too', async () => {
  hosting.behaviour.answers = false;
  const client = await connected();
  invite(client);
  client.ws.close();
  const fresh = await connected();
  expect((await fresh.next()).type).toBe('answer');
  expect((await fresh.next()).type).toBe('hangup');
  expect(hosting.hungUp).toEqual(hosting.placed.map(placed => placed.sid));
});

describe('the heartbeat', () => {
  test('comes every ten seconds and keeps a socket that echoes it', async () => {
    const client = await connected();
    await pass(60_000, client);
    expect(client.beats()).toBe(6);
    expect(client.closed()).toBe(false);
  });

  test('cuts a socket that has fallen silent', async () => {
    const client = await connected('good', 30, { echoes: false });
    clock.advance(30_000);
    await until(client.closed, 'the socket is cut');
  });
});

test('another path of the server accepts no socket', async () => {
  const stray = new WebSocket(url.replace('/signal', '/elsewhere'));
  await new Promise(done => stray.once('error', done));
  expect(stray.readyState).not.toBe(stray.OPEN);
});

test('closing hangs up every call and closes every socket', async () => {
  const { client } = await answered();
  await signalling.close();
  expect(await client.next()).toEqual({ type: 'hangup', payload: { callsid: sid() } });
  await until(client.closed, 'the socket is closed');
});
