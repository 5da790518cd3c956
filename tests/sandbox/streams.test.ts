import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeMulaw, encodeMulaw, power } from '../../sandbox/carrier/media/codec.ts';
import { steady } from '../../sandbox/carrier/media/tones.ts';
import { startAppServer } from './app-server.ts';
import { HUMAN, playScene, SILENT } from './engine-scene.ts';
import { ACCOUNT, eventually, OWNED } from './engine-stand.ts';

const scene = playScene();
let app: Awaited<ReturnType<typeof startAppServer>>;
beforeEach(async () => {
  app = await startAppServer();
});
afterEach(() => app.stop());

const call = async (verbs: string, to = SILENT) => {
  scene.stand.application.twiml('/voice', verbs);
  const made = await scene.stand.client.calls.create({ to, from: OWNED, url: scene.stand.hook('/voice') });
  await scene.stand.status(made.sid, 'in-progress');
  return made.sid;
};
const events = () => scene.stand.received('/told').map(({ params }) => params.StreamEvent);
const energyOf = (track: string) =>
  app
    .of('media')
    .map(message => message.media as { track: string; payload: string })
    .filter(media => media.track === track)
    .reduce((sum, { payload }) => sum + power(decodeMulaw(Buffer.from(payload, 'base64'))), 0);

describe('a stream that listens', () => {
  test('carries both tracks, signed and numbered, while the call goes on', async () => {
    const sid = await call(
      `<Start><Stream name="ears" url="${app.url}" track="both_tracks" statusCallback="/told"><Parameter name="a" value="b"/></Stream></Start><Say>Hello there my dear friend</Say><Pause length="60"/>`,
      HUMAN,
    );
    const { start, streamSid } = await app.message('start');
    expect(app.of('connected')).toMatchObject([{ protocol: 'Call', version: '1.0.0' }]);
    expect(start).toMatchObject({
      callSid: sid,
      streamSid,
      tracks: ['inbound', 'outbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      customParameters: { a: 'b' },
    });
    const signature = String(app.opened[0]?.headers['x-twilio-signature']);
    expect(twilio.validateRequest(ACCOUNT.authToken, signature, app.url, {})).toBe(true);
    await eventually(() => energyOf('outbound') > 0.01 && energyOf('inbound') > 0.01, 'both are heard');
    scene.stand.carrier.control.pressAsPerson(sid, '7');
    expect(await app.message('dtmf')).toMatchObject({ dtmf: { digit: '7' } });
    await scene.stand.client.calls(sid).update({ status: 'completed' });
    await app.message('stop');
    const numbers = app.messages.slice(1).map(({ sequenceNumber }) => Number(sequenceNumber));
    expect(numbers).toEqual(numbers.map((_, n) => n + 1));
    await eventually(() => events().length === 2, 'the callbacks come');
    expect(events()).toEqual(['stream-started', 'stream-stopped']);
  });

  test('is started and stopped by an application, and by <Stop>', async () => {
    const sid = await call('<Pause length="60"/>');
    const { streams } = scene.stand.client.calls(sid);
    const made = await streams.create({
      url: app.url,
      name: 'mine',
      'parameter1.name': 'x',
      'parameter1.value': 'y',
    });
    expect(made).toMatchObject({ status: 'in-progress', name: 'mine' });
    expect(await app.message('start')).toMatchObject({
      start: { customParameters: { x: 'y' }, tracks: ['inbound'] },
    });
    expect(await scene.stand.client.calls(sid).streams('mine').update({ status: 'stopped' })).toMatchObject({
      status: 'stopped',
    });
    await app.message('stop');
    await call(
      `<Start><Stream name="two" url="${app.url}"/></Start><Pause length="1"/><Stop><Stream name="two"/></Stop><Pause length="60"/>`,
    );
    await app.message('stop', 1);
    expect(app.of('start')).toHaveLength(2);
  });

  test('to an unreachable address is a fault, and the call goes on', async () => {
    const sid = await call(
      '<Start><Stream url="ws://127.0.0.1:9/none" statusCallback="/told"/></Start><Pause length="60"/>',
    );
    await eventually(() => events().includes('stream-error'), 'the error is told');
    expect(scene.stand.carrier.ledger().faults).toMatchObject([{ code: 31920, callSid: sid }]);
    expect(scene.stand.leg(sid)?.status).toBe('in-progress');
  });
});

describe('a stream that talks', () => {
  const frame = () =>
    Buffer.from(encodeMulaw(steady(1000, 1000)() ?? new Int16Array(160))).toString('base64');
  const connect = `<Connect action="/after"><Stream url="URL"/></Connect>`;

  test('plays what the application sends, confirms its marks, and drops what is cleared', async () => {
    const sid = await call(connect.replace('URL', app.url));
    const { streamSid } = await app.message('start');
    for (let n = 0; n < 25; n++) app.send({ event: 'media', streamSid, media: { payload: frame() } });
    app.send({ event: 'mark', streamSid, mark: { name: 'said' } });
    expect(await app.message('mark')).toMatchObject({ mark: { name: 'said' }, streamSid });
    const heard = scene.stand.leg(sid)?.heard.energy ?? 0;
    expect(heard).toBeGreaterThan(0.5);
    for (let n = 0; n < 500; n++) app.send({ event: 'media', streamSid, media: { payload: frame() } });
    app.send({ event: 'mark', streamSid, mark: { name: 'later' } });
    app.send({ event: 'clear', streamSid });
    await app.message('mark', 1);
    expect((scene.stand.leg(sid)?.heard.energy ?? 0) - heard).toBeLessThan(5);
  });

  test('lets the call go on when the application hangs up', async () => {
    scene.stand.application.twiml('/after', '<Hangup/>');
    const sid = await call(connect.replace('URL', app.url));
    await app.message('start');
    app.hangUp();
    await scene.stand.ended(sid);
    expect(scene.stand.received('/after')[0]?.params.StreamSid).toMatch(/^MZ/);
  });

  test('reports messages it does not understand', async () => {
    const sid = await call(connect.replace('URL', app.url));
    await app.message('start');
    app.send({ event: 'dance' });
    await eventually(() => scene.stand.carrier.ledger().faults.some(({ code }) => code === 31951), 'a fault');
    expect(scene.stand.leg(sid)?.status).toBe('in-progress');
  });
});
