import { afterEach, describe, expect, test } from 'vitest';
import { amdOf } from '../../sandbox/carrier/calls/amd.ts';
import { createMachineDetector } from '../../sandbox/carrier/listeners/detect-machine.ts';
import { FRAME_MS } from '../../sandbox/carrier/media/leg.ts';
import { pureTone } from '../../sandbox/carrier/media/pure-tone.ts';
import { beep, dtmf, inTurn, type Source, silence, steady } from '../../sandbox/carrier/media/tones.ts';
import { sayClip } from '../../sandbox/people/say-clip.ts';
import { OWNED, type Stand, startStand } from './engine-stand.ts';

const amd = (asked: Record<string, string> = {}) => {
  const made = amdOf(name => ({ MachineDetection: 'Enable', ...asked })[name]);
  if (!made) throw new Error('It is asked for.');
  return made;
};

/** The verdict on a sound, and the milliseconds until it came. */
const verdictOn = (source: Source, asked?: Record<string, string>) => {
  const detect = createMachineDetector(amd(asked));
  for (let ms = FRAME_MS; ms < 60_000; ms += FRAME_MS) {
    const verdict = detect(source() ?? new Int16Array(160));
    if (verdict) return { verdict, ms };
  }
  return undefined;
};
const END = { MachineDetection: 'DetectMessageEnd' };

describe('a tone', () => {
  test('of one frequency is distinguished from everything else', () => {
    for (const hz of [440, 1000, 2100])
      expect(pureTone(steady(hz, 40)() ?? new Int16Array(0))).toBeCloseTo(hz, -1);
    for (const other of [dtmf('1'), dtmf('5'), silence(100)])
      expect(pureTone(other() ?? new Int16Array(0))).toBeUndefined();
  });

  test('is never found in a voice for as long as a beep lasts', () => {
    const voice = sayClip('sam-voicemail');
    let tone = 0;
    let longest = 0;
    for (let frame = voice(); frame; frame = voice()) {
      tone = pureTone(frame) === undefined ? 0 : tone + FRAME_MS;
      longest = Math.max(longest, tone);
    }
    expect(longest).toBeLessThan(160);
  });
});

describe('answer detection from the sound alone', () => {
  const greeting = () => inTurn([silence(500), sayClip('sam-voicemail'), silence(300), beep(400)]);

  test.each([
    ['a short hello and quiet', () => inTurn([silence(300), sayClip('dana-hello')]), {}, 'human'],
    ['a greeting without a pause', greeting, {}, 'machine_start'],
    ['a greeting and its beep', greeting, END, 'machine_end_beep'],
    ['a greeting without a beep', () => sayClip('sam-voicemail'), END, 'machine_end_silence'],
    ['a hello, when the end of a message is waited for', () => sayClip('dana-hello'), END, 'human'],
    ['nothing at all', () => silence(60_000), {}, 'unknown'],
    ['a fax', () => inTurn([silence(300), steady(2100, 3000)]), {}, 'fax'],
    [
      'a greeting that never ends',
      () => inTurn(Array.from({ length: 20 }, () => sayClip('talk-long'))),
      END,
      'machine_end_other',
    ],
  ])('%s', (_what, sound, asked, verdict) => {
    expect(verdictOn(sound(), asked)).toMatchObject({ verdict });
  });

  test('takes the time Twilio takes: the pause after a hello, the threshold of speech, the initial silence', () => {
    const hello = verdictOn(inTurn([silence(300), sayClip('dana-hello')]))?.ms ?? 0;
    // A hello of 450 ms, and 1200 ms of quiet.
    expect(hello).toBeGreaterThan(1700);
    expect(hello).toBeLessThan(2100);
    expect(verdictOn(silence(60_000))).toMatchObject({ ms: 5000 });
    const machine = verdictOn(inTurn([silence(500), sayClip('talk-long')]))?.ms ?? 0;
    expect(machine).toBeGreaterThanOrEqual(2900);
    expect(machine).toBeLessThan(3200);
  });

  test('follows the parameters it is given', () => {
    expect(verdictOn(silence(60_000), { MachineDetectionSilenceTimeout: '2000' })).toMatchObject({
      ms: 2000,
    });
    const slow = verdictOn(inTurn([sayClip('dana-hello')]), { MachineDetectionSpeechEndThreshold: '3000' });
    expect(slow?.ms).toBeGreaterThan(3300);
    expect(verdictOn(sayClip('sam-voicemail'), { MachineDetectionSpeechThreshold: '6000' })?.verdict).toBe(
      'human',
    );
  });
});

describe('AMD of a call', () => {
  const stands: Stand[] = [];
  afterEach(async () => {
    for (const each of stands.splice(0)) await each.stop();
  });
  const stand = async () => {
    const made = await startStand({ time: 'virtual', ringScale: 1 });
    made.application.twiml('/voice', '<Pause length="20"/><Hangup/>');
    stands.push(made);
    return made;
  };
  const call = (on: Stand, suffix: string, more: object) =>
    on.client.calls.create({ from: OWNED, to: `+121255501${suffix}`, url: on.hook('/voice'), ...more });

  test.each([
    ['00', 'human'],
    ['01', 'machine_end_beep'],
    ['09', 'fax'],
    ['11', 'unknown'],
    ['12', 'human'],
    ['16', 'human'],
    ['17', 'machine_end_beep'],
  ])('555-01%s is %s to a document that waits for the verdict', async (suffix, answeredBy) => {
    const on = await stand();
    const { sid } = await call(on, suffix, { machineDetection: 'DetectMessageEnd' });
    await on.ended(sid);
    expect(on.received('/voice').map(({ params }) => params.AnsweredBy)).toEqual([answeredBy]);
    expect(await on.client.calls(sid).fetch()).toMatchObject({ answeredBy });
  });

  test('in the background runs the document at once, and sends the verdict to its own address', async () => {
    const on = await stand();
    const { sid } = await call(on, '01', {
      machineDetection: 'Enable',
      asyncAmd: 'true',
      asyncAmdStatusCallback: on.hook('/amd'),
    });
    await on.ended(sid);
    expect(on.received('/voice')[0]?.params.AnsweredBy).toBeUndefined();
    const [told] = on.received('/amd');
    expect(told).toMatchObject({ isSigned: true, params: { CallSid: sid, AnsweredBy: 'machine_start' } });
    expect(Number(told?.params.MachineDetectionDuration)).toBeGreaterThan(2400);
  });

  test('also works for a participant, and is unknown for a callee who hangs up first', async () => {
    const on = await stand();
    const add = (to: string, more = {}) =>
      on.client.conferences('room').participants.create({
        from: OWNED,
        to,
        machineDetection: 'Enable',
        amdStatusCallback: on.hook('/amd'),
        timeLimit: 60,
        ...more,
      });
    const { callSid } = await add('+12125550100');
    const gone = await add('sip:silent@sandbox?answer=1&talk=2', { label: 'gone' });
    await on.ended(gone.callSid);
    await on.ended(callSid);
    const verdicts = on.received('/amd').map(({ params }) => [params.CallSid, params.AnsweredBy]);
    expect(verdicts).toContainEqual([callSid, 'human']);
    expect(verdicts).toContainEqual([gone.callSid, 'unknown']);
  });

  test('also works for a dialled number', async () => {
    const on = await stand();
    on.application.twiml(
      '/voice',
      '<Dial><Number machineDetection="Enable" amdStatusCallback="/amd">+12125550101</Number></Dial>',
    );
    const { sid } = await call(on, '11', {});
    await on.ended(sid);
    expect(on.received('/amd')[0]?.params.AnsweredBy).toBe('machine_start');
  });
});
