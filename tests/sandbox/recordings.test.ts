import { describe, expect, test } from 'vitest';
import { soundsLikeVoice } from '../../sandbox/carrier/media/codec.ts';
import { readChannels } from '../../sandbox/carrier/media/wav.ts';
import { HUMAN, playScene, SILENT } from './engine-scene.ts';
import { ACCOUNT, eventually, OWNED } from './engine-stand.ts';

const scene = playScene();
const AUTH = `Basic ${btoa(`${ACCOUNT.sid}:${ACCOUNT.authToken}`)}`;
const told = () => scene.stand.received('/told').map(({ params }) => params);

const call = async (to: string, verbs: string, more: object = {}) => {
  scene.stand.application.twiml('/voice', verbs);
  const url = scene.stand.hook('/voice');
  const made = await scene.stand.client.calls.create({ to, from: OWNED, url, ...more });
  await scene.stand.status(made.sid, 'in-progress');
  return made.sid;
};

/** Each channel of a recording: its length, and the time with a voice in it (seconds). */
const channelsOf = async (sid: string) => {
  const path = `/2010-04-01/Accounts/${ACCOUNT.sid}/Recordings/${sid}.wav`;
  const response = await fetch(scene.stand.carrier.url + path, { headers: { authorization: AUTH } });
  const read = readChannels(new Uint8Array(await response.arrayBuffer()));
  if (!read.ok) throw new Error(read.error);
  return read.value.map(samples => {
    let voiced = 0;
    for (let at = 0; at < samples.length; at += 160)
      if (soundsLikeVoice(samples.slice(at, at + 160))) voiced += 0.02;
    return { seconds: samples.length / 8000, voiced };
  });
};
/** Waits until this many frames of 20 ms have passed on a call's line. */
const frames = (sid: string, count: number, what: string) => {
  const heard = () => scene.stand.leg(sid)?.heard.packets ?? 0;
  const before = heard();
  return eventually(() => heard() >= before + count, what);
};
const completed = (n = 1) =>
  eventually(
    () => told().filter(each => each.RecordingStatus === 'completed').length === n && told().at(-1),
    'a recording is completed',
  );

const callback = () => ({
  recordingStatusCallback: scene.stand.hook('/told'),
  recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
});

describe('a recording of a call', () => {
  test('has what its party says next to what it hears', async () => {
    const sid = await call(
      SILENT,
      '<Say>One two three four five six seven eight nine ten</Say><Pause length="30"/>',
    );
    const { recordings } = scene.stand.client.calls(sid);
    const made = await recordings.create({ recordingChannels: 'dual', ...callback() });
    expect(made).toMatchObject({ status: 'in-progress', channels: 2, source: 'StartCallRecordingAPI' });
    await eventually(() => (scene.stand.leg(sid)?.heard.energy ?? 0) > 0.2, 'the party hears');
    const current = scene.stand.client.calls(sid).recordings('Twilio.CURRENT');
    expect(await current.update({ status: 'stopped' })).toMatchObject({
      status: 'processing',
      duration: null,
    });
    const last = await completed();
    expect(told().map(each => each.RecordingStatus)).toEqual(['in-progress', 'completed']);
    expect(last).toMatchObject({
      CallSid: sid,
      RecordingSid: made.sid,
      RecordingChannels: '2',
      RecordingTrack: 'both',
    });
    const [party, carrier] = await channelsOf(made.sid);
    expect(party).toMatchObject({ voiced: 0 });
    expect(carrier?.voiced).toBeGreaterThan(0.3);
    expect(party?.seconds).toBe(carrier?.seconds);
    await expect(recordings(made.sid).update({ status: 'paused' })).rejects.toMatchObject({ code: 21220 });
  });

  test('is silent while it is paused, or leaves the pause out', async () => {
    const sid = await call('+12125550106', '<Pause length="60"/>');
    const run = async (pauseBehavior: 'silence' | 'skip') => {
      const { recordings } = scene.stand.client.calls(sid);
      const made = await recordings.create({ ...callback() });
      await frames(sid, 15, 'something is recorded');
      expect(await recordings(made.sid).update({ status: 'paused', pauseBehavior })).toMatchObject({
        status: 'paused',
      });
      await frames(sid, 60, 'more than a second passes on the line');
      await recordings(made.sid).update({ status: 'in-progress' });
      await recordings(made.sid).update({ status: 'stopped' });
      return made.sid;
    };
    const silent = await run('silence');
    await completed(1);
    const skipped = await run('skip');
    await completed(2);
    expect((await channelsOf(silent))[0]?.seconds).toBeGreaterThan(1);
    expect((await channelsOf(skipped))[0]?.seconds).toBeLessThan(1);
  });

  test('begins with the call if that is requested, and ends with it', async () => {
    const sid = await call(HUMAN, '<Pause length="60"/>', { record: true, ...callback() });
    await eventually(() => (scene.stand.leg(sid)?.said.energy ?? 0) > 0.05, 'the party speaks');
    await scene.stand.client.calls(sid).update({ status: 'completed' });
    expect(await completed()).toMatchObject({ RecordingSource: 'OutboundAPI', RecordingChannels: '1' });
    const [only] = await channelsOf(told().at(-1)?.RecordingSid ?? '');
    expect(only?.voiced).toBeGreaterThan(0.1);
  });

  test('begins with <Start>', async () => {
    const sid = await call(
      HUMAN,
      '<Start><Recording channels="mono" recordingStatusCallback="/told"/></Start><Pause length="60"/>',
    );
    await eventually(() => (scene.stand.leg(sid)?.said.energy ?? 0) > 0.05, 'the party speaks');
    await scene.stand.client.calls(sid).update({ status: 'completed' });
    expect(await completed()).toMatchObject({ RecordingSource: 'StartRecordingTwiML' });
  });

  test('is refused for a call that is unanswered or over, and for one that does not exist', async () => {
    const sid = await call(SILENT, '<Pause length="60"/>');
    await scene.stand.client.calls(sid).update({ status: 'completed' });
    await expect(scene.stand.client.calls(sid).recordings.create()).rejects.toMatchObject({ code: 21220 });
    const nobody = scene.stand.client.calls(`CA${'0'.repeat(32)}`);
    await expect(nobody.recordings.create()).rejects.toMatchObject({ status: 404 });
    await expect(nobody.recordings('Twilio.CURRENT').update({ status: 'stopped' })).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('a recording of two parties', () => {
  test('in a dial has a channel for each, and its SID is sent to the action', async () => {
    scene.stand.application.twiml('/after', '<Hangup/>');
    const sid = await call(
      SILENT,
      `<Dial record="record-from-answer-dual" recordingStatusCallback="/told" action="/after">${HUMAN}</Dial>`,
    );
    const child = await eventually(
      () => scene.stand.carrier.ledger().legs.find(leg => leg.to === HUMAN)?.sid,
      'a second leg',
    );
    await eventually(() => (scene.stand.leg(child)?.said.energy ?? 0) > 0.05, 'they speak');
    scene.stand.carrier.control.hangUpAsPerson(child);
    await scene.stand.ended(sid);
    const last = await completed();
    expect(last).toMatchObject({ CallSid: sid, RecordingSource: 'DialVerb', RecordingChannels: '2' });
    expect(scene.stand.received('/after')[0]?.params.RecordingSid).toBe(last?.RecordingSid);
    const [caller, called] = await channelsOf(last?.RecordingSid ?? '');
    expect(caller?.voiced).toBe(0);
    expect(called?.voiced).toBeGreaterThan(0.1);
  });

  test('in a conference has everybody in one channel, from the conference’s start to its end', async () => {
    const add = (to: string, label: string) =>
      scene.addCustomer(to, {
        label,
        earlyMedia: false,
        conferenceRecord: 'record-from-start',
        conferenceRecordingStatusCallback: scene.stand.hook('/told'),
        conferenceRecordingStatusCallbackEvent: ['in-progress', 'completed'],
      });
    const first = await add(HUMAN, 'first');
    await add('+12125550106', 'second');
    await eventually(() => told().length === 1, 'it begins');
    await eventually(() => (scene.stand.leg(first.callSid)?.said.energy ?? 0) > 0.05, 'they speak');
    const running = scene.stand.client.conferences(first.conferenceSid).recordings('Twilio.CURRENT');
    expect(await running.update({ status: 'paused' })).toMatchObject({ status: 'paused' });
    expect(await running.update({ status: 'in-progress' })).toMatchObject({ status: 'in-progress' });
    await scene.stand.client.conferences(first.conferenceSid).update({ status: 'completed' });
    // A conference's recording belongs to no call and no track.
    expect(Object.keys((await completed()) ?? {}).sort()).toEqual([
      'AccountSid',
      'ConferenceSid',
      'RecordingChannels',
      'RecordingDuration',
      'RecordingSid',
      'RecordingSource',
      'RecordingStartTime',
      'RecordingStatus',
      'RecordingUrl',
    ]);
    expect(told().at(-1)).toMatchObject({
      ConferenceSid: first.conferenceSid,
      RecordingChannels: '1',
      RecordingSource: 'Conference',
    });
    expect(await scene.stand.client.conferences(first.conferenceSid).recordings.list()).toHaveLength(1);
    const [only] = await channelsOf(told().at(-1)?.RecordingSid ?? '');
    expect(only?.voiced).toBeGreaterThan(0.1);
  });
});
