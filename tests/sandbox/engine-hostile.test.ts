import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { HUMAN, playScene, SILENT } from './engine-scene.ts';
import { eventually, OWNED } from './engine-stand.ts';

const scene = playScene();
const faults = () => scene.stand.carrier.ledger().faults.map(({ code }) => code);
const withPassword = (path: string) => scene.stand.hook(path).replace('http://', 'http://us%40er:p%20ss@');
const create = (more: object) => scene.stand.client.calls.create({ to: SILENT, from: OWNED, ...more });

/** The carrier is still up and works, whatever was requested before. */
const stillServes = async () => {
  scene.stand.application.twiml('/fine', '<Hangup/>');
  const { sid } = await create({ url: scene.stand.hook('/fine') });
  expect((await scene.stand.ended(sid)).status).toBe('completed');
};

describe('an address with a name and a password', () => {
  test('is requested with them and signed without them, wherever it is used', async () => {
    const dial = `<Dial action="${withPassword('/after')}"><Number statusCallback="${withPassword('/child')}" url="${withPassword('/whisper')}">${HUMAN}</Number></Dial>`;
    scene.stand.application.twiml('/voice', dial);
    scene.stand.application.twiml('/whisper', '<Hangup/>');
    scene.stand.application.twiml('/after', '<Hangup/>');
    const { sid } = await create({
      url: withPassword('/voice'),
      statusCallback: withPassword('/status'),
    });
    await scene.stand.ended(sid);
    for (const path of ['/voice', '/whisper', '/after', '/child', '/status']) {
      const [asked] = scene.stand.received(path);
      expect([path, asked?.isSigned, asked?.headers.authorization]).toEqual([
        path,
        true,
        `Basic ${Buffer.from('us@er:p ss').toString('base64')}`,
      ]);
    }
    expect(faults()).toEqual([]);
  });
});

describe('the carrier outlives', () => {
  test.each([
    'http://user:pass@127.0.0.1:9/',
    'http://us%zzer:p%@127.0.0.1:9/',
    'http://127.0.0.1:0/',
    'http://[::1]:9/',
    'http://127.0.0.1:6000/', // A port that fetch blocks.
    'http://no-such-host.invalid/',
    'https://127.0.0.1:9/',
  ])('%s as any address of a call', async url => {
    const { sid } = await create({
      url,
      fallbackUrl: url,
      statusCallback: url,
      record: true,
      recordingStatusCallback: url,
      machineDetection: 'Enable',
      asyncAmd: 'true',
      asyncAmdStatusCallback: url,
    });
    await scene.stand.ended(sid);
    await stillServes();
    expect(faults()).not.toContain(20500);
  });

  test.each([
    'ws://127.0.0.1:9/a',
    'ws://user:pass@127.0.0.1:9/',
    'ws://127.0.0.1:9/#part',
    'wss://127.0.0.1:9/',
  ])('%s as the address of a stream', async url => {
    scene.stand.application.twiml(
      '/voice',
      `<Start><Stream url="${url}"/></Start><Connect><Stream url="${url}"/></Connect><Hangup/>`,
    );
    const { sid } = await create({ url: scene.stand.hook('/voice') });
    await scene.stand.ended(sid);
    await stillServes();
    expect(faults()).not.toContain(20500);
  });

  test.each(['GET //[ HTTP/1.1', 'GET /%ff%00 HTTP/1.1', 'GET http://[ HTTP/1.1'])(
    '"%s", as a request and as an upgrade',
    async line => {
      for (const more of ['', 'Upgrade: websocket\r\nConnection: Upgrade\r\n']) {
        const socket = connect(scene.stand.carrier.port, '127.0.0.1');
        await once(socket, 'connect');
        socket.write(`${line}\r\nHost: 127.0.0.1\r\n${more}Connection: close\r\n\r\n`);
        socket.resume();
        await once(socket, 'close');
      }
      await stillServes();
    },
  );

  test('a bug of its own: the affected call ends, the ledger records it, and everything else goes on', async () => {
    await scene.restart({
      wire: () => {
        throw new Error('Nobody expected this.');
      },
    });
    const { sid } = await create({
      url: scene.stand.hook('/voice'),
      statusCallback: scene.stand.hook('/status'),
    });
    expect((await scene.stand.ended(sid)).endedBy).toBe('carrier');
    await eventually(() => faults().includes(20500), 'the ledger has it');
    expect(scene.stand.carrier.ledger().faults[0]?.message).toContain('Nobody expected this.');
    expect((await scene.stand.client.calls(sid).fetch()).status).toBe('completed');
  });

  test('a document that breaks it: the call ends', async () => {
    const broken = { status: 200, contentType: 'text/xml', bytes: new Uint8Array() };
    Object.defineProperty(broken, 'body', {
      get() {
        throw new Error('It cannot be read.');
      },
    });
    await scene.restart({ wire: () => Promise.resolve(broken as never) });
    const { sid } = await create({ url: scene.stand.hook('/voice') });
    expect((await scene.stand.ended(sid)).endedBy).toBe('carrier');
    expect(faults()).toContain(20500);
  });
});
