import { describe, expect, test } from 'vitest';
import { HUMAN, playScene, SILENT } from './engine-scene.ts';
import { eventually, OWNED } from './engine-stand.ts';

const scene = playScene();
const told = () => scene.stand.received('/told').map(({ params }) => params);
const texts = (track: string, final = 'true') =>
  told()
    .filter(each => each.Track === track && each.Final === final)
    .map(({ TranscriptionData }) => JSON.parse(TranscriptionData ?? '{}').transcript);

const call = async (verbs: string, to = SILENT) => {
  scene.stand.application.twiml('/voice', verbs);
  const made = await scene.stand.client.calls.create({ to, from: OWNED, url: scene.stand.hook('/voice') });
  await scene.stand.status(made.sid, 'in-progress');
  return made.sid;
};

describe('a transcription', () => {
  test('contains what both really say, in order, with partial results on the way', async () => {
    const sid = await call(
      '<Start><Transcription statusCallbackUrl="/told" partialResults="true" name="t"/></Start>' +
        '<Say>Good morning to you</Say><Pause length="3"/><Stop><Transcription name="t"/></Stop><Pause length="60"/>',
      HUMAN,
    );
    await eventually(
      () => told().some(each => each.TranscriptionEvent === 'transcription-stopped'),
      'it stops',
    );
    expect(told()[0]).toMatchObject({
      CallSid: sid,
      TranscriptionEvent: 'transcription-started',
      SequenceId: '1',
      Track: 'both_tracks',
      LanguageCode: 'en-US',
    });
    expect(texts('outbound_track')).toEqual(['Good morning to you']);
    const [hello, ...more] = texts('inbound_track');
    expect(hello).toBe('Hello?');
    // A line that is cut short is transcribed as far as it was spoken.
    for (const text of more) expect('Yes, this is Dana. Who is calling?').toContain(text);
    expect(texts('outbound_track', 'false').length).toBeGreaterThan(1);
    expect(told().map(({ SequenceId }) => Number(SequenceId))).toEqual(told().map((_, n) => n + 1));
    expect(told().every(({ Final, Stability }) => (Final === 'false') === (Stability !== undefined))).toBe(
      true,
    );
  });

  test('is started and stopped by an application', async () => {
    const sid = await call('<Pause length="60"/>', HUMAN);
    const { transcriptions } = scene.stand.client.calls(sid);
    const made = await transcriptions.create({
      statusCallbackUrl: scene.stand.hook('/told'),
      track: 'inbound_track',
    });
    expect(made).toMatchObject({ status: 'in-progress', callSid: sid });
    await eventually(() => texts('inbound_track').length > 0, 'something is said');
    expect(texts('inbound_track')[0]).toBe('Hello?');
    expect(await transcriptions(made.sid).update({ status: 'stopped' })).toMatchObject({ status: 'stopped' });
    await eventually(() => told().at(-1)?.TranscriptionEvent === 'transcription-stopped', 'it stops');
  });

  test('of a participant in a conference contains what the others say to them', async () => {
    const human = await scene.addCustomer(HUMAN, { label: 'human' });
    const other = await scene.addCustomer(SILENT, { label: 'other' });
    await scene.stand.status(other.callSid, 'in-progress');
    const { transcriptions } = scene.stand.client.calls(other.callSid);
    await transcriptions.create({ statusCallbackUrl: scene.stand.hook('/told') });
    await eventually(() => texts('outbound_track').length > 0, 'the other is heard');
    expect(['Hello?', 'Yes, this is Dana. Who is calling?']).toContain(texts('outbound_track')[0]);
    expect(scene.stand.leg(human.callSid)?.status).toBe('in-progress');
  });

  test('of a microphone contains the script it was given, and nothing without one', async () => {
    scene.stand.application.twiml(
      '/voice',
      '<Start><Transcription statusCallbackUrl="/told"/></Start><Say>Hi</Say><Pause length="60"/>',
    );
    scene.stand.carrier.control.speakAs('mem_anna', ['I am calling about your order']);
    const device = await scene.connect();
    await device.talk();
    const sid = await device.callSid();
    await eventually(() => (scene.stand.leg(sid)?.said.packets ?? 0) > 20, 'the device is heard');
    device.silence();
    await eventually(() => texts('inbound_track').length === 1, 'the line is written down');
    expect(texts('inbound_track')).toEqual(['I am calling about your order']);
  });
});

describe('gathered words', () => {
  const heard = () => scene.stand.received('/heard').map(({ params }) => params);

  test('end with silence, cut the prompt short and are sent to the action', async () => {
    scene.stand.application.twiml('/heard', '<Hangup/>');
    const sid = await call(
      '<Gather input="speech" speechTimeout="1" action="/heard" partialResultCallback="/partly"><Say>' +
        `${'Tell me everything about it please '.repeat(20)}</Say></Gather>`,
      HUMAN,
    );
    await scene.stand.ended(sid);
    expect(heard()).toMatchObject([{ CallSid: sid, SpeechResult: 'Hello?', Confidence: '0.98' }]);
    expect(heard()[0]?.Digits).toBeUndefined();
    await eventually(() => scene.stand.received('/partly').length > 0, 'parts are told');
  });

  test('compete with keys: the first input counts', async () => {
    scene.stand.application.twiml('/heard', '<Hangup/>');
    const sid = await call(
      '<Gather input="dtmf speech" numDigits="1" action="/heard"><Say>Press a key or speak</Say></Gather>',
    );
    await eventually(() => (scene.stand.leg(sid)?.heard.energy ?? 0) > 0, 'the prompt is heard');
    scene.stand.carrier.control.pressAsPerson(sid, '3');
    await scene.stand.ended(sid);
    expect(heard()).toMatchObject([{ Digits: '3' }]);
  });

  test('that are not spoken lead to the next verb', async () => {
    scene.stand.application.twiml('/next', '<Hangup/>');
    await scene.stand.ended(
      await call('<Gather input="speech" timeout="1" action="/heard"/><Redirect>/next</Redirect>'),
    );
    expect([heard().length, scene.stand.received('/next').length]).toEqual([0, 1]);
  });
});

test('a voicemail is transcribed if that is requested', async () => {
  scene.stand.application.twiml('/after', '<Hangup/>');
  const sid = await call(
    '<Record timeout="1" playBeep="false" action="/after" transcribeCallback="/written"/>',
    HUMAN,
  );
  await scene.stand.ended(sid);
  const written = await eventually(() => scene.stand.received('/written')[0], 'it is written down');
  expect(written).toMatchObject({
    isSigned: true,
    params: { TranscriptionText: 'Hello?', TranscriptionStatus: 'completed' },
  });
  const { transcriptions } = scene.stand.client;
  expect(await transcriptions.list()).toMatchObject([
    { transcriptionText: 'Hello?', recordingSid: written?.params.RecordingSid },
  ]);
  expect(await transcriptions(written?.params.TranscriptionSid ?? '').fetch()).toMatchObject({
    status: 'completed',
  });
});
