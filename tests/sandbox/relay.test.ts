import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startAppServer } from './app-server.ts';
import { HUMAN, playScene, SILENT } from './engine-scene.ts';
import { eventually, OWNED } from './engine-stand.ts';

const scene = playScene();
let app: Awaited<ReturnType<typeof startAppServer>>;
beforeEach(async () => {
  app = await startAppServer();
});
afterEach(() => app.stop());

const relay = (attributes = '') =>
  `<Connect action="/after"><ConversationRelay url="${app.url}" ${attributes}><Parameter name="who" value="you"/></ConversationRelay></Connect>`;
const call = async (verbs: string, to = SILENT) => {
  scene.stand.application.twiml('/voice', verbs);
  scene.stand.application.twiml('/after', '<Hangup/>');
  const made = await scene.stand.client.calls.create({ to, from: OWNED, url: scene.stand.hook('/voice') });
  await scene.stand.status(made.sid, 'in-progress');
  return made.sid;
};
const ended = () => scene.stand.received('/after')[0]?.params;
const heard = (sid: string) => scene.stand.leg(sid)?.heard.energy ?? 0;

describe('a conversation in text', () => {
  test('begins with the caller’s details, sends what is said and speaks the replies', async () => {
    const sid = await call(relay(), HUMAN);
    expect(await app.message('setup')).toMatchObject({
      callSid: sid,
      from: OWNED,
      to: HUMAN,
      direction: 'outbound',
      callType: 'PSTN',
      customParameters: { who: 'you' },
    });
    expect(await app.message('prompt')).toMatchObject({ voicePrompt: 'Hello?', lang: 'en-US', last: true });
    const before = heard(sid);
    app.send({ type: 'text', token: 'Good ', last: false });
    app.send({ type: 'text', token: 'day to you', last: true });
    await eventually(() => heard(sid) > before + 0.01, 'it is said');
    expect(await app.message('prompt', 1)).toMatchObject({
      voicePrompt: 'Yes, this is Dana. Who is calling?',
    });
  });

  test('is interrupted by a voice, and the application learns how far it got', async () => {
    await call(relay(`welcomeGreeting="${'I will talk for a very long time '.repeat(20)}"`), HUMAN);
    const interrupt = await app.message('interrupt');
    expect(interrupt.utteranceUntilInterrupt).toMatch(/^I( will)?/);
    expect(Number(interrupt.durationUntilInterruptMs)).toBeGreaterThan(100);
    expect(Number(interrupt.durationUntilInterruptMs)).toBeLessThan(3000);
  });

  test('is not interrupted if that is turned off', async () => {
    const sid = await call(
      relay(
        'welcomeGreeting="I will talk for some time and nobody stops me" welcomeGreetingInterruptible="none"',
      ),
      HUMAN,
    );
    await app.message('prompt');
    expect(app.of('interrupt')).toEqual([]);
    expect(heard(sid)).toBeGreaterThan(0.01);
  });

  test('hears keys, and presses them', async () => {
    const sid = await call(relay('dtmfDetection="true"'));
    await app.message('setup');
    scene.stand.carrier.control.pressAsPerson(sid, '4');
    expect(await app.message('dtmf')).toMatchObject({ digit: '4' });
    app.send({ type: 'sendDigits', digits: '9#' });
    await eventually(() => scene.stand.leg(sid)?.digitsHeard === '9#', 'they are pressed');
  });

  test('ends when the application ends it, and passes its data on', async () => {
    const sid = await call(relay());
    await app.message('setup');
    app.send({ type: 'end', handoffData: '{"reason":"human"}' });
    await scene.stand.ended(sid);
    expect(ended()).toMatchObject({ SessionStatus: 'ended', HandoffData: '{"reason":"human"}' });
    expect(ended()?.SessionId).toMatch(/^VX/);
  });

  test('reports messages it does not understand, and goes on', async () => {
    await call(relay());
    await app.message('setup');
    app.send({ type: 'dance' });
    expect(await app.message('error')).toMatchObject({ description: expect.stringContaining('dance') });
    app.send({ type: 'end' });
    await eventually(() => ended()?.SessionStatus === 'ended', 'it ends');
  });

  test.each([
    [
      'a socket that cannot be opened',
      () => relay().replace(app.url, 'ws://127.0.0.1:9/none'),
      async () => {},
      '64102',
    ],
    [
      'a socket that is closed',
      () => relay(),
      async () => {
        await app.message('setup');
        app.hangUp();
      },
      '64105',
    ],
  ])('%s fails, and the action is asked', async (_what, verbs, act, code) => {
    const sid = await call(verbs());
    await act();
    await scene.stand.ended(sid);
    expect(ended()).toMatchObject({ SessionStatus: 'failed', ErrorCode: code });
  });
});
