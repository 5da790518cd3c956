import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { power } from '../../sandbox/carrier/media/codec.ts';
import { FRAME_MS } from '../../sandbox/carrier/media/leg.ts';
import { steady } from '../../sandbox/carrier/media/tones.ts';
import clips from '../../sandbox/people/clips.json' with { type: 'json' };
import { clipSamples, clipText } from '../../sandbox/people/clips.ts';
import { personaOf } from '../../sandbox/people/personas.ts';
import { createSimLeg } from '../../sandbox/people/sim-leg.ts';
import { OWNED, type Stand, startStand } from './engine-stand.ts';

describe('people on the telephone', () => {
  let stand: Stand;
  beforeEach(async () => {
    stand = await startStand();
  });
  afterEach(() => stand.stop());

  const dial = async (to: string) => {
    const participant = await stand.client.conferences('room_people').participants.create({
      from: OWNED,
      to,
      timeout: 25,
      statusCallback: stand.hook('/customer'),
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    });
    return participant.callSid;
  };
  const said = () => stand.received('/customer').map(({ params }) => params.CallStatus);
  const last = () => stand.received('/customer').at(-1)?.params;

  test.each([
    ['busy', '+12125550102', ['initiated', 'busy'], '486'],
    ['not found', '+13105550104', ['initiated', 'failed'], '404'],
    ['rejecting', '+14155550105', ['initiated', 'ringing', 'busy'], '603'],
    ['never answering', '+16175550103', ['initiated', 'ringing', 'no-answer'], '487'],
  ])('someone who is %s ends the call so', async (_who, to, statuses, sipCode) => {
    const sid = await dial(to);
    const leg = await stand.ended(sid);
    expect(said()).toEqual(statuses);
    expect(last()).toMatchObject({ SipResponseCode: sipCode, CallDuration: '0' });
    expect(leg).toMatchObject({ status: statuses.at(-1), sipCode: Number(sipCode), seconds: 0 });
    expect(leg.answeredAt).toBeUndefined();
  });

  test.each([
    ['a human', '+12125550100', 'human'],
    ['a voicemail', '+12125550101', 'voicemail'],
    ['an echo', '+12125550106', 'echo'],
    ['someone silent', '+12125550111', 'silent'],
  ])('%s answers', async (_who, to, persona) => {
    const sid = await dial(to);
    await stand.status(sid, 'in-progress');
    expect(stand.leg(sid)?.persona).toBe(persona);
    stand.carrier.control.hangUpAsPerson(sid);
    await stand.ended(sid);
    expect(said()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
    expect(last()).toMatchObject({ SipResponseCode: '200' });
  });

  test('a person in a meeting hangs up without being asked', async () => {
    const leg = await stand.ended(await dial('+12125550108'));
    expect(leg).toMatchObject({ status: 'completed', endedBy: 'party', seconds: 1 });
  });

  test('nobody answers before the ring timeout and its five seconds are over', async () => {
    const leg = await stand.ended(await dial('+12125550103'));
    const rangMs = (leg.endedAt ?? 0) - (leg.ringingAt ?? 0);
    expect(rangMs).toBeGreaterThanOrEqual(30_000 * 0.05 - 5);
  });
});

describe('people’s audio', () => {
  test('a number outside the directory always reaches the same person for the same seed', () => {
    expect(personaOf('+493012345678', 7)).toEqual(personaOf('+493012345678', 7));
    const names = new Set(Array.from({ length: 40 }, (_, n) => personaOf(`+1212777${1000 + n}`, 7).name));
    expect(names).toEqual(new Set(['dana', 'marcus', 'priya']));
  });

  test('555-01xx keeps its meaning in every area code', () => {
    expect(personaOf('+19075550102', 1).name).toBe('busy');
    expect(personaOf('+18085550106', 1).name).toBe('echo');
  });

  test('every line of the script is recorded and audible', () => {
    for (const name of Object.keys(clips) as (keyof typeof clips)[]) {
      expect(clipText(name)).not.toBe('');
      expect(power(clipSamples(name)), name).toBeGreaterThan(0.001);
    }
  });

  test('a ringing telephone sounds ringback and hears nothing', () => {
    const leg = createSimLeg([]);
    leg.startRinging();
    const frame = leg.pull();
    expect(frame && power(frame)).toBeGreaterThan(0.01);
    leg.push(new Int16Array(160).fill(9000));
    expect(leg.flow()).toEqual({ heard: { packets: 0, energy: 0 }, said: { packets: 0, energy: 0 } });
  });

  test('an echo repeats what it heard', () => {
    const leg = createSimLeg([{ echo: true }]);
    leg.answer();
    const frame = steady(440, 1000)();
    if (!frame) throw new Error('A steady tone has a first frame.');
    leg.push(frame);
    expect(leg.pull()).toEqual(frame);
    expect(leg.flow().said.energy).toBeCloseTo(leg.flow().heard.energy);
  });

  test('a human waits until the other person has finished before speaking again', () => {
    const leg = createSimLeg([{ listenUntilQuietMs: 200, atMostMs: 60_000 }, { say: 'dana-hello' }]);
    leg.answer();
    const voice = steady(300, 60_000);
    const quiet = new Int16Array(160);
    const listenFor = (ms: number, frame: () => Int16Array) => {
      let spoke = false;
      for (let at = 0; at < ms; at += FRAME_MS) {
        leg.push(frame());
        spoke ||= leg.pull() !== undefined;
      }
      return spoke;
    };
    expect(listenFor(1000, () => quiet)).toBe(false);
    expect(listenFor(1000, () => voice() ?? quiet)).toBe(false);
    expect(listenFor(400, () => quiet)).toBe(true);
  });

  test('a voicemail greets and then beeps', () => {
    const leg = createSimLeg(personaOf('+12125550101', 1).script);
    leg.answer();
    let spokenMs = 0;
    for (let n = 0; n < 1000; n++) if (leg.pull()) spokenMs += FRAME_MS;
    const greetingMs = clipSamples('sam-voicemail').length / 8;
    expect(spokenMs).toBeGreaterThan(greetingMs + 300 + 400);
    expect(leg.pull()).toBeUndefined();
  });
});
