import { describe, expect, test } from 'vitest';
import { power } from '../../sandbox/carrier/media/codec.ts';
import { murmur, SPEECH_MS_PER_CHARACTER, speech } from '../../sandbox/carrier/media/speech.ts';
import { writeWav } from '../../sandbox/carrier/media/wav.ts';
import { clipSamples } from '../../sandbox/people/clips.ts';
import { playScene, SILENT } from './engine-scene.ts';
import { eventually, OWNED } from './engine-stand.ts';

const scene = playScene();
const all = (source: () => Int16Array | undefined) => {
  const frames: Int16Array[] = [];
  for (let frame = source(); frame; frame = source()) frames.push(frame);
  return frames;
};

describe('words', () => {
  test('that were recorded are played from the recording', () => {
    const said = all(speech(' Marcus  speaking. '));
    expect(said).toHaveLength(Math.ceil(clipSamples('marcus-hello').length / 160));
  });

  test('that were not recorded are murmured in their own rhythm, the same each time', () => {
    const text = 'Please hold the line.';
    const said = all(murmur(text));
    expect(said).toHaveLength((text.length * SPEECH_MS_PER_CHARACTER) / 20);
    expect(all(murmur(text))).toEqual(said);
    const loud = said.filter(frame => power(frame) > 2.5e-5).length;
    expect(loud).toBeGreaterThan(said.length / 2);
    expect(power(all(murmur('word   word')).at(17) ?? new Int16Array(160))).toBeLessThan(2.5e-5);
  });

  test('are heard by a caller before the next verb', async () => {
    const twiml =
      '<Response><Say voice="Polly.Joanna" language="en-US" loop="2">One moment.</Say></Response>';
    const { sid } = await scene.stand.client.calls.create({ to: SILENT, from: OWNED, twiml });
    const leg = await scene.stand.ended(sid);
    expect(leg.heard.energy).toBeGreaterThan(0.05);
    expect(Number(leg.endedAt) - Number(leg.answeredAt)).toBeGreaterThan(
      2 * 11 * SPEECH_MS_PER_CHARACTER - 100,
    );
  });
});

describe('a leading pause', () => {
  test('leaves a call unanswered', async () => {
    scene.stand.application.twiml('/voice', '<Pause length="1"/><Redirect>/more</Redirect>');
    scene.stand.application.twiml('/more', '<Say>Hello</Say>');
    const device = await scene.connect();
    const sid = await device.callSid();
    await eventually(() => scene.stand.received('/more').length === 1, 'the second document');
    expect(scene.stand.received('/more')[0]?.params.CallStatus).toBe('ringing');
    await device.frame('answer');
    await scene.stand.ended(sid);
  });
});

describe('music on hold and while waiting', () => {
  const asked = (path: string) =>
    scene.stand.application.received.filter(each => each.path.split('?')[0] === path).length;
  const faults = () => scene.stand.carrier.ledger().faults.map(({ code }) => code);
  const hold = async (holdUrl: string) => {
    await scene.enterRoom();
    const customer = await scene.addCustomer(SILENT);
    await scene.stand.status(customer.callSid, 'in-progress');
    const member = scene.stand.client.conferences(customer.conferenceSid).participants('customer');
    await member.update({ hold: true, holdUrl: scene.stand.hook(holdUrl), holdMethod: 'POST' });
    return { customer, member };
  };

  test('speaks, plays and pauses, and starts over at the target of its redirect', async () => {
    scene.stand.application.twiml(
      '/hold',
      '<Say>Hi</Say><Play>/tone.wav</Play><Redirect method="POST">/hold-2</Redirect>',
    );
    scene.stand.application.twiml('/hold-2', '<Say>Yo</Say><Redirect method="POST">/hold</Redirect>');
    const tone = writeWav([new Int16Array(800).fill(5000)]);
    scene.stand.application.answers.set('/tone.wav', { type: 'audio/wav', body: tone });
    const { customer, member } = await hold('/hold');
    await eventually(() => asked('/hold') >= 2 && asked('/hold-2') >= 2, 'the documents go round');
    expect(scene.stand.leg(customer.callSid)?.heard.energy).toBeGreaterThan(0.05);
    expect(scene.stand.application.received.find(({ path }) => path === '/tone.wav')).toMatchObject({
      method: 'GET',
      params: {},
    });
    expect(asked('/tone.wav')).toBeGreaterThan(0);
    await member.update({ hold: false });
    const rounds = asked('/hold');
    await scene.stand.client.calls(customer.callSid).update({ status: 'completed' });
    await scene.stand.ended(customer.callSid);
    expect(asked('/hold')).toBeLessThanOrEqual(rounds + 1);
    expect(faults()).toEqual([]);
  });

  test('is silent when its document is over, and repeats with an empty redirect', async () => {
    scene.stand.application.twiml('/hold', '<Say>Hi</Say>');
    const { customer, member } = await hold('/hold');
    const heard = () => scene.stand.leg(customer.callSid)?.heard ?? { packets: 0, energy: 0 };
    let mark = heard();
    await eventually(() => {
      const now = heard();
      if (now.packets < mark.packets + 15) return false;
      const isSilent = now.energy > 0.001 && now.energy === mark.energy;
      mark = now;
      return isSilent;
    }, 'the words, then silence');
    expect(asked('/hold')).toBe(1);
    scene.stand.application.twiml('/again', '<Say>Hi</Say><Redirect/>');
    await member.update({ hold: true, holdUrl: scene.stand.hook('/again') });
    await eventually(() => asked('/again') >= 3, 'the document is asked for again');
  });

  test('allows no other verbs', async () => {
    scene.stand.application.twiml('/hold', '<Hangup/>');
    const { customer } = await hold('/hold');
    await eventually(() => faults().includes(13238), 'it is refused');
    expect(scene.stand.leg(customer.callSid)?.status).toBe('in-progress');
  });

  test('is heard by a participant waiting for a room to start', async () => {
    scene.stand.application.twiml('/wait', '<Say>You are the first in this room.</Say>');
    const waiting = await scene.addCustomer(SILENT, { waitUrl: scene.stand.hook('/wait') });
    await eventually(
      () => (scene.stand.leg(waiting.callSid)?.heard.energy ?? 0) > 0.05,
      'the words are heard',
    );
  });

  test('an announcement is spoken to everybody in the room', async () => {
    const first = await scene.addCustomer(SILENT, { label: 'first' });
    const second = await scene.addCustomer(SILENT, { label: 'second' });
    for (const { callSid } of [first, second]) await scene.stand.status(callSid, 'in-progress');
    scene.stand.application.twiml('/words', '<Say>This room closes now.</Say>');
    await scene.stand.client
      .conferences(first.conferenceSid)
      .update({ announceUrl: scene.stand.hook('/words') });
    for (const { callSid } of [first, second])
      await eventually(() => (scene.stand.leg(callSid)?.heard.energy ?? 0) > 0.05, 'the words are heard');
  });
});

describe('the beep of a room', () => {
  const addTwo = async (beep: string) => {
    const first = await scene.addCustomer(SILENT, { label: 'first', beep: 'false', waitUrl: '' });
    await scene.stand.status(first.callSid, 'in-progress');
    const second = await scene.addCustomer(SILENT, { label: 'second', beep, earlyMedia: false });
    await scene.stand.status(second.callSid, 'in-progress');
    const heard = () => scene.stand.leg(first.callSid)?.heard.energy ?? 0;
    const later = scene.stand.leg(first.callSid)?.heard.packets ?? 0;
    await eventually(() => (scene.stand.leg(first.callSid)?.heard.packets ?? 0) > later + 20, 'time passes');
    return { second, heard };
  };

  test('is heard when a participant enters, and when one leaves', async () => {
    const { second, heard } = await addTwo('true');
    expect(heard()).toBeGreaterThan(0.1);
    const entered = heard();
    scene.stand.carrier.control.hangUpAsPerson(second.callSid);
    await eventually(() => heard() > entered + 0.1, 'the second beep');
  });

  test('is not heard when it is turned off', async () => {
    const { heard } = await addTwo('false');
    expect(heard()).toBe(0);
  });
});
