import { describe, expect, test } from 'vitest';
import { BUSY, HUMAN, NOBODY, playScene, SILENT } from './engine-scene.ts';
import { eventually, OWNED } from './engine-stand.ts';

const scene = playScene();
const call = async (verbs: string, to = SILENT) => {
  scene.stand.application.twiml('/voice', verbs);
  scene.stand.application.twiml('/after', '<Hangup/>');
  const made = await scene.stand.client.calls.create({ to, from: OWNED, url: scene.stand.hook('/voice') });
  await eventually(() => scene.stand.leg(made.sid)?.answeredAt !== undefined, 'the call is answered');
  return made.sid;
};
const legTo = (to: string) =>
  eventually(
    () => scene.stand.carrier.ledger().legs.find(leg => leg.to === to && leg.direction === 'outbound-dial'),
    `a leg to ${to}`,
  );
const outcome = () => scene.stand.received('/after')[0]?.params;

describe('a dialled number', () => {
  test('hears a whisper alone before the two are connected', async () => {
    scene.stand.application.twiml('/whisper', '<Say>Call from the shop</Say>');
    await call(`<Dial action="/after"><Number url="/whisper">${HUMAN}</Number></Dial>`);
    const leg = await legTo(HUMAN);
    await eventually(() => scene.stand.received('/whisper').length === 1, 'the whisper is asked for');
    expect(scene.stand.received('/whisper')[0]?.params).toMatchObject({
      CallSid: leg.sid,
      CallStatus: 'in-progress',
    });
    await eventually(() => (scene.stand.leg(leg.sid)?.heard.energy ?? 0) > 0.01, 'it hears the whisper');
    const caller = scene.stand.carrier.ledger().legs.find(each => each.to === SILENT);
    await eventually(
      () => (scene.stand.leg(caller?.sid ?? '')?.heard.energy ?? 0) > 0.02,
      'the caller hears the other',
    );
  });

  test('that refuses after its whisper is not connected', async () => {
    scene.stand.application.twiml('/whisper', '<Hangup/>');
    const sid = await call(`<Dial action="/after"><Number url="/whisper">${HUMAN}</Number></Dial>`);
    await scene.stand.ended(sid);
    expect(outcome()).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false' });
  });

  test('hears the digits that are sent', async () => {
    await call(`<Dial><Number sendDigits="12#">${SILENT.replace('212', '415')}</Number></Dial>`);
    const leg = await legTo(SILENT.replace('212', '415'));
    await eventually(() => scene.stand.leg(leg.sid)?.digitsHeard === '12#', 'the digits are heard');
  });

  test('is hung up by the star key if that is configured, and the caller goes on', async () => {
    const sid = await call(`<Dial hangupOnStar="true" action="/after">${HUMAN}</Dial>`);
    const leg = await legTo(HUMAN);
    await scene.stand.status(leg.sid, 'in-progress');
    scene.stand.carrier.control.pressAsPerson(sid, '*');
    await scene.stand.ended(leg.sid);
    await eventually(() => outcome()?.DialCallStatus === 'completed', 'the action is asked');
  });

  test('is called after the previous one in a sequential dial', async () => {
    const sid = await call(
      `<Dial sequential="true" timeout="5" action="/after"><Number>${BUSY}</Number><Number>${HUMAN}</Number></Dial>`,
    );
    const busy = await legTo(BUSY);
    const human = await legTo(HUMAN);
    expect(human.createdAt).toBeGreaterThanOrEqual(
      scene.stand.leg(busy.sid)?.endedAt ?? Number.POSITIVE_INFINITY,
    );
    await scene.stand.status(human.sid, 'in-progress');
    scene.stand.carrier.control.hangUpAsPerson(human.sid);
    await scene.stand.ended(sid);
    expect(outcome()).toMatchObject({ DialCallStatus: 'completed', DialCallSid: human.sid });
  });
});

describe('a SIP address', () => {
  test('is dialled: it contains the person, the ringing time and the talk time', async () => {
    const uri = 'sip:human@sandbox?answer=1&amp;talk=2';
    const sid = await call(`<Dial action="/after"><Sip username="u" password="p">${uri}</Sip></Dial>`);
    const leg = await legTo(uri.replace('&amp;', '&'));
    expect(leg.persona).toBe('human');
    await scene.stand.ended(sid);
    expect(outcome()).toMatchObject({ DialCallStatus: 'completed', DialCallSid: leg.sid });
  });

  test('of nobody is not found; an invalid address is a fault', async () => {
    await scene.stand.ended(await call('<Dial action="/after"><Sip>sip:nobody@sandbox</Sip></Dial>'));
    expect(outcome()).toMatchObject({ DialCallStatus: 'failed' });
    await scene.stand.ended(await call('<Dial><Sip>nobody</Sip></Dial>'));
    expect(scene.stand.carrier.ledger().faults).toMatchObject([{ code: 13245 }]);
  });
});

describe('a coach', () => {
  test('is heard only by the participant they coach, and hears everyone', async () => {
    const customer = await scene.addCustomer(HUMAN, { label: 'customer' });
    const rep = await scene.addCustomer(SILENT, { label: 'rep' });
    await scene.stand.status(rep.callSid, 'in-progress');
    const coach = await scene.addCustomer(HUMAN.replace('212', '312'), {
      label: 'coach',
      coaching: true,
      callSidToCoach: rep.callSid,
    });
    expect(coach).toMatchObject({ coaching: true, callSidToCoach: rep.callSid });
    await scene.stand.status(coach.callSid, 'in-progress');
    const pairs = () =>
      new Set(scene.conference()?.heard.map(({ listener, speaker }) => `${speaker} > ${listener}`));
    await eventually(() => pairs().has(`${coach.callSid} > ${rep.callSid}`), 'the rep hears the coach');
    await eventually(
      () => pairs().has(`${customer.callSid} > ${coach.callSid}`),
      'the coach hears the customer',
    );
    expect(pairs().has(`${coach.callSid} > ${customer.callSid}`)).toBe(false);
    await scene.stand.client
      .conferences(coach.conferenceSid)
      .participants('coach')
      .update({ coaching: false });
    await eventually(() => pairs().has(`${coach.callSid} > ${customer.callSid}`), 'everybody hears them now');
  });

  test('of nobody, or of a participant elsewhere, is refused', async () => {
    await expect(scene.addCustomer(HUMAN, { coaching: true })).rejects.toMatchObject({ code: 13248 });
    await expect(
      scene.addCustomer(HUMAN, { coaching: true, callSidToCoach: `CA${'0'.repeat(32)}` }),
    ).rejects.toMatchObject({ code: 13248 });
    expect(scene.stand.carrier.ledger().legs).toEqual([]);
  });
});

describe('keys in a conference', () => {
  test('are not passed on when that is switched off', async () => {
    const one = await scene.addCustomer(SILENT, { label: 'one' });
    const two = await scene.addCustomer(SILENT, { label: 'two' });
    for (const { callSid } of [one, two]) await scene.stand.status(callSid, 'in-progress');
    const { control } = scene.stand.carrier;
    control.passDigits(false);
    control.pressAsPerson(one.callSid, '12');
    control.passDigits(true);
    control.pressAsPerson(one.callSid, '34');
    expect(scene.stand.leg(two.callSid)?.digitsHeard).toBe('34');
  });
});

test('an unanswered leg stays unanswered during a leading pause', async () => {
  const [number] = await scene.stand.client.incomingPhoneNumbers.list();
  await scene.stand.client
    .incomingPhoneNumbers(number?.sid ?? '')
    .update({ voiceUrl: scene.stand.hook('/in') });
  scene.stand.application.twiml('/in', '<Pause length="1"/><Reject reason="busy"/>');
  const sid = scene.stand.carrier.control.ringNumber(NOBODY, OWNED) ?? '';
  const leg = await scene.stand.ended(sid);
  expect(leg).toMatchObject({ status: 'busy', answeredAt: undefined });
});
