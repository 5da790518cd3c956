import { describe, expect, test } from 'vitest';
import { HUMAN, playScene, SILENT } from './engine-scene.ts';
import { eventually, OWNED } from './engine-stand.ts';

const scene = playScene();
const enqueue = '<Enqueue action="/left">support</Enqueue>';

const call = async (path: string, verbs: string, to = SILENT) => {
  scene.stand.application.twiml(path, verbs);
  const made = await scene.stand.client.calls.create({ to, from: OWNED, url: scene.stand.hook(path) });
  await scene.stand.status(made.sid, 'in-progress');
  return made.sid;
};
const waiting = async () => {
  const [queue] = await scene.stand.client.queues.list();
  return queue;
};
const left = () => scene.stand.received('/left').map(({ params }) => params);
const waits = (n: number) =>
  eventually(() => scene.stand.carrier.ledger().queues[0]?.waiting.length === n, `${n} wait`);

describe('a queue', () => {
  test('plays music to waiting callers, and connects the first of them to the call that dials it', async () => {
    scene.stand.application.twiml('/left', '<Hangup/>');
    const first = await call('/voice', enqueue, HUMAN);
    await waits(1);
    const second = await call('/voice', enqueue, HUMAN.replace('212', '415'));
    await waits(2);
    await eventually(() => (scene.stand.leg(second)?.heard.energy ?? 0) > 0.02, 'music');
    expect(await waiting()).toMatchObject({ friendlyName: 'support', currentSize: 2, maxSize: 100 });

    scene.stand.application.twiml('/done', '<Hangup/>');
    const agent = await call('/agent', '<Dial action="/done"><Queue>support</Queue></Dial>');
    await waits(1);
    await eventually(() => (scene.stand.leg(agent)?.heard.energy ?? 0) > 0.01, 'the agent hears them');
    scene.stand.carrier.control.hangUpAsPerson(agent);
    await scene.stand.ended(first);
    expect(left()[0]).toMatchObject({ CallSid: first, QueueResult: 'bridged', DequeuingCallSid: agent });
    expect(scene.stand.leg(second)?.status).toBe('in-progress');
  });

  test('gives the waiting caller’s document its position, and lets the caller leave', async () => {
    scene.stand.application.twiml('/left', '<Hangup/>');
    scene.stand.application.twiml('/wait', '<Gather numDigits="1" action="/key" timeout="30"/>');
    scene.stand.application.twiml('/key', '<Leave/>');
    const sid = await call('/voice', '<Enqueue action="/left" waitUrl="/wait">support</Enqueue>');
    await eventually(() => scene.stand.received('/wait').length === 1, 'the wait document is asked for');
    expect(scene.stand.received('/wait')[0]?.params).toMatchObject({
      QueuePosition: '1',
      CurrentQueueSize: '1',
      QueueTime: '0',
    });
    // A key pressed before the document listens is lost, as on a telephone: the caller presses until it is heard.
    await eventually(() => {
      scene.stand.carrier.control.pressAsPerson(sid, '5');
      return scene.stand.received('/key').length > 0;
    }, 'the key is heard');
    await scene.stand.ended(sid);
    expect(scene.stand.received('/key')[0]?.params).toMatchObject({ Digits: '5', QueuePosition: '1' });
    expect(left()).toMatchObject([{ QueueResult: 'leave' }]);
  });

  test('lets an application take any caller out, once', async () => {
    const sid = await call('/voice', enqueue);
    await waits(1);
    const queue = await waiting();
    const members = scene.stand.client.queues(queue?.sid ?? '').members;
    expect(await members('Front').fetch()).toMatchObject({ callSid: sid, position: 1 });
    expect(await members.list()).toHaveLength(1);
    scene.stand.application.twiml('/elsewhere', '<Hangup/>');
    await members(sid).update({ url: scene.stand.hook('/elsewhere') });
    await scene.stand.ended(sid);
    expect(scene.stand.received('/elsewhere')).toHaveLength(1);
    await eventually(() => left()[0]?.QueueResult === 'redirected', 'the action is told');
    await expect(members(sid).update({ url: scene.stand.hook('/elsewhere') })).rejects.toMatchObject({
      status: 404,
    });
  });

  test('reports a caller who hangs up, and a caller who finds it full', async () => {
    scene.stand.application.twiml('/left', '<Hangup/>');
    const made = await scene.stand.client.queues.create({ friendlyName: 'support', maxSize: 1 });
    const first = await call('/voice', enqueue);
    await waits(1);
    await scene.stand.ended(await call('/voice', enqueue, HUMAN));
    expect(left()[0]?.QueueResult).toBe('queue-full');
    scene.stand.carrier.control.hangUpAsPerson(first);
    await eventually(() => left()[1]?.QueueResult === 'hangup', 'the hang-up is told');
    await waits(0);
    await expect(scene.stand.client.queues.create({ friendlyName: 'support' })).rejects.toMatchObject({
      code: 22003,
    });
    expect(await scene.stand.client.queues(made.sid).remove()).toBe(true);
  });

  test('is created with the size the document gives', async () => {
    await call('/voice', '<Enqueue maxQueueSize="7">support</Enqueue>');
    await waits(1);
    expect((await waiting())?.maxSize).toBe(7);
  });

  test('that is empty keeps the call that dials it waiting for the next caller, or lets it go on', async () => {
    scene.stand.application.twiml('/done', '<Hangup/>');
    const agent = await call(
      '/agent',
      '<Dial action="/done" timeout="20"><Queue url="/whisper">support</Queue></Dial>',
    );
    scene.stand.application.twiml('/whisper', '<Say>Somebody will talk with you now</Say>');
    const caller = await call('/voice', '<Enqueue>support</Enqueue>', HUMAN);
    await eventually(
      () => scene.stand.received('/whisper')[0]?.params.CallSid === caller,
      'who waited is told',
    );
    await eventually(() => (scene.stand.leg(agent)?.heard.energy ?? 0) > 0.01, 'they hear each other');
    scene.stand.carrier.control.hangUpAsPerson(caller);
    await scene.stand.ended(agent);
    expect(scene.stand.received('/done')[0]?.params).toMatchObject({
      DialCallSid: caller,
      DialCallStatus: 'completed',
    });
    await scene.stand.ended(
      await call('/agent', '<Dial action="/done" timeout="1"><Queue>support</Queue></Dial>'),
    );
    expect(scene.stand.received('/done')[1]?.params.DialCallStatus).toBe('no-answer');
  });
});
