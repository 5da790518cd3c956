import { describe, expect, test } from 'vitest';
import { HUMAN, NOBODY, playScene, SILENT } from './engine-scene.ts';
import { eventually, OWNED } from './engine-stand.ts';

const scene = playScene();
const TALKER = HUMAN.replace('212', '415');

const call = async (verbs: string, to = SILENT, path = '/voice') => {
  scene.stand.application.twiml(path, verbs);
  const made = await scene.stand.client.calls.create({ to, from: OWNED, url: scene.stand.hook(path) });
  await scene.stand.status(made.sid, 'in-progress');
  return made.sid;
};
const childOf = (to: string) =>
  eventually(
    () => scene.stand.carrier.ledger().legs.find(leg => leg.to === to && leg.direction === 'outbound-dial'),
    `a leg to ${to}`,
  );
const elsewhere = (sid: string, verbs = '<Pause length="60"/>') =>
  scene.stand.client.calls(sid).update({ twiml: `<Response>${verbs}</Response>` });
const asked = (path: string) => scene.stand.received(path).map(({ params }) => params);
const hears = async (sid: string, what: string) => {
  const energy = () => scene.stand.leg(sid)?.heard.energy ?? 0;
  const before = energy();
  await eventually(() => energy() > before + 0.01, what);
};

describe('a caller who is redirected out of a dial', () => {
  test('leaves it for good: the action is requested, and its answer is not carried out', async () => {
    scene.stand.application.twiml('/after', '<Redirect>/never</Redirect>');
    const sid = await call(`<Dial action="/after">${TALKER}</Dial>`);
    const child = await childOf(TALKER);
    await scene.stand.status(child.sid, 'in-progress');
    await hears(sid, 'the two talk');
    await elsewhere(sid);
    expect(await scene.stand.ended(child.sid)).toMatchObject({ status: 'completed', endedBy: 'carrier' });
    await eventually(() => asked('/after').length === 1, 'the action is asked');
    expect(asked('/after')[0]).toMatchObject({
      CallSid: sid,
      CallStatus: 'in-progress',
      DialCallSid: child.sid,
      DialCallStatus: 'completed',
      DialBridged: 'true',
    });
    await scene.stand.carrier.control.webhooksSettled();
    expect(asked('/never')).toEqual([]);
    expect(scene.stand.leg(sid)?.status).toBe('in-progress');
  });

  test('cancels the leg that still rings', async () => {
    scene.stand.application.twiml('/after', '<Hangup/>');
    const sid = await call(`<Dial action="/after">${NOBODY}</Dial>`);
    const child = await childOf(NOBODY);
    await scene.stand.status(child.sid, 'ringing');
    await elsewhere(sid);
    expect((await scene.stand.ended(child.sid)).status).toBe('canceled');
    await eventually(() => asked('/after').length === 1, 'the action is asked');
    expect(asked('/after')[0]).toMatchObject({ DialCallStatus: 'canceled', DialBridged: 'false' });
    expect(scene.stand.leg(sid)?.status).toBe('in-progress');
  });

  test.each([
    ['a conference', '<Conference>room</Conference>', 'answered'],
    ['an empty queue', '<Queue>support</Queue>', 'canceled'],
  ])('of %s has the action requested too', async (_what, noun, status) => {
    const sid = await call(`<Dial action="/after">${noun}</Dial>`);
    await eventually(() => asked('/voice').length === 1, 'the document runs');
    await elsewhere(sid);
    await eventually(() => asked('/after').length === 1, 'the action is asked');
    expect(asked('/after')[0]).toMatchObject({ DialCallStatus: status });
    expect(scene.stand.leg(sid)?.status).toBe('in-progress');
  });

  test('without an action has the redirect that follows requested, and nothing else of the document', async () => {
    scene.stand.application.twiml('/next', '<Redirect>/never</Redirect>');
    const sid = await call(`<Dial>${TALKER}</Dial><Redirect>/next</Redirect>`);
    await scene.stand.status((await childOf(TALKER)).sid, 'in-progress');
    await elsewhere(sid);
    await eventually(() => asked('/next').length === 1, 'the redirect is asked');
    await scene.stand.carrier.control.webhooksSettled();
    expect(asked('/never')).toEqual([]);
    expect(scene.stand.leg(sid)?.status).toBe('in-progress');
  });

  test('differs from one who hangs up: then nothing is requested', async () => {
    const sid = await call(`<Dial action="/after">${TALKER}</Dial>`);
    await scene.stand.status((await childOf(TALKER)).sid, 'in-progress');
    scene.stand.carrier.control.hangUpAsPerson(sid);
    await scene.stand.ended(sid);
    expect(asked('/after')).toEqual([]);
  });
});

describe('a dialled party who is redirected', () => {
  test('leaves the caller, who goes on with the action', async () => {
    scene.stand.application.twiml('/after', '<Pause length="60"/>');
    const sid = await call(`<Dial action="/after">${TALKER}</Dial>`, HUMAN);
    const child = await childOf(TALKER);
    await scene.stand.status(child.sid, 'in-progress');
    await hears(sid, 'the two talk');
    await elsewhere(child.sid);
    await eventually(() => asked('/after').length === 1, 'the action is asked');
    expect(asked('/after')[0]).toMatchObject({
      DialCallSid: child.sid,
      DialCallStatus: 'completed',
      DialBridged: 'true',
    });
    expect(Number(asked('/after')[0]?.DialCallDuration)).toBeGreaterThan(0);
    const { heard } = scene.stand.leg(child.sid) ?? {};
    // Both are in a pause of their own: neither hears anything, and neither ends the other.
    scene.stand.carrier.control.hangUpAsPerson(sid);
    await scene.stand.ended(sid);
    expect(scene.stand.leg(child.sid)).toMatchObject({
      status: 'in-progress',
      heard: { energy: heard?.energy },
    });
  });

  test('meets the caller again in a room: a transfer', async () => {
    scene.stand.application.twiml('/after', '<Dial><Conference>both</Conference></Dial>');
    const sid = await call(`<Dial action="/after">${TALKER}</Dial>`, HUMAN);
    const child = await childOf(TALKER);
    await scene.stand.status(child.sid, 'in-progress');
    await elsewhere(child.sid, '<Dial><Conference>both</Conference></Dial>');
    const pairs = () => scene.conference()?.heard.map(({ listener, speaker }) => `${speaker} > ${listener}`);
    await eventually(() => pairs()?.includes(`${child.sid} > ${sid}`), 'they hear each other again');
  });
});

test('a participant of a conference who is redirected leaves it', async () => {
  const one = await scene.addCustomer(HUMAN, {
    label: 'one',
    conferenceStatusCallback: scene.stand.hook('/room'),
  });
  const two = await scene.addCustomer(TALKER, { label: 'two' });
  for (const { callSid } of [one, two]) await scene.stand.status(callSid, 'in-progress');
  await eventually(() => scene.events().includes('participant-join two'), 'both are in it');
  await elsewhere(one.callSid);
  await eventually(() => scene.events().includes('participant-leave one'), 'it leaves');
  const left = asked('/room').find(each => each.StatusCallbackEvent === 'participant-leave');
  expect(left?.ReasonParticipantLeft).toBe('participant_updated_via_api');
  expect(scene.stand.leg(one.callSid)?.status).toBe('in-progress');
});

describe('a caller taken out of a queue', () => {
  const enqueue = '<Enqueue action="/left">support</Enqueue>';
  const waits = () =>
    eventually(() => scene.stand.carrier.ledger().queues[0]?.waiting.length === 1, 'they wait');

  test('hears a whisper, talks, and goes on with the action when the other hangs up', async () => {
    scene.stand.application.twiml('/left', '<Hangup/>');
    scene.stand.application.twiml('/whisper', '<Gather/><Say>Somebody will talk with you now</Say>');
    const caller = await call(enqueue, HUMAN);
    await waits();
    const agent = await call('<Dial><Queue url="/whisper">support</Queue></Dial>', SILENT, '/agent');
    await eventually(() => asked('/whisper').length === 1, 'the whisper is asked for');
    expect(asked('/whisper')[0]).toMatchObject({ CallSid: caller, DequeingCallSid: agent });
    await hears(agent, 'the two talk');
    // A verb that is not allowed in a whisper is skipped and logged.
    expect(scene.stand.carrier.ledger().faults).toMatchObject([{ code: 12200, callSid: caller }]);
    scene.stand.carrier.control.hangUpAsPerson(agent);
    expect(await scene.stand.ended(caller)).toMatchObject({ status: 'completed', endedBy: 'carrier' });
    expect(asked('/left')).toMatchObject([{ QueueResult: 'bridged', DequeuingCallSid: agent }]);
  });

  test('goes on at once when the other hangs up during the whisper', async () => {
    scene.stand.application.twiml('/left', '<Hangup/>');
    scene.stand.application.twiml('/whisper', '<Pause length="600"/>');
    const caller = await call(enqueue, HUMAN);
    await waits();
    const agent = await call('<Dial><Queue url="/whisper">support</Queue></Dial>', SILENT, '/agent');
    await eventually(() => asked('/whisper').length === 1, 'the whisper is asked for');
    scene.stand.carrier.control.hangUpAsPerson(agent);
    await scene.stand.ended(caller);
    expect(asked('/left')).toMatchObject([{ QueueResult: 'bridged' }]);
  });

  test('and redirected leaves the other behind, who goes on', async () => {
    scene.stand.application.twiml('/done', '<Hangup/>');
    const caller = await call(enqueue, HUMAN);
    await waits();
    const agent = await call('<Dial action="/done"><Queue>support</Queue></Dial>', SILENT, '/agent');
    await hears(agent, 'the two talk');
    await elsewhere(caller);
    await scene.stand.ended(agent);
    expect(asked('/done')).toMatchObject([{ DialCallSid: caller, DialCallStatus: 'completed' }]);
    await eventually(() => asked('/left').length === 1, 'the action of the queue is told');
    expect(scene.stand.leg(caller)?.status).toBe('in-progress');
  });

  test('is connected to only one of two calls that dial at once', async () => {
    const agents: string[] = [];
    for (const [n, to] of [SILENT, SILENT.replace('212', '312')].entries())
      agents.push(await call('<Dial><Queue>support</Queue></Dial>', to, `/agent${n}`));
    await eventually(() => asked('/agent0').length + asked('/agent1').length === 2, 'both dial the queue');
    await call(enqueue, HUMAN);
    await eventually(
      () => agents.some(agent => (scene.stand.leg(agent)?.heard.energy ?? 0) > 0.01),
      'one of them hears the caller',
    );
    scene.stand.application.twiml('/left', '<Hangup/>');
    const taken = agents.filter(agent => (scene.stand.leg(agent)?.heard.energy ?? 0) > 0);
    expect(taken).toHaveLength(1);
  });
});
