import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually, OWNED, type Stand, startStand } from './engine-stand.ts';

const CALLER = '+13055550111';
let stand: Stand;

beforeEach(async () => {
  stand = await startStand();
  const [number] = await stand.client.incomingPhoneNumbers.list();
  await stand.client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceUrl: stand.hook('/in') });
  stand.application.twiml('/keys', '<Hangup/>');
});
afterEach(() => stand.stop());

/** A caller gets this document, and presses keys once it listens. */
const call = async (verbs: string, keys: string) => {
  stand.application.twiml('/in', verbs);
  const sid = stand.carrier.control.ringNumber(CALLER, OWNED) ?? '';
  await stand.status(sid, 'in-progress');
  if (keys !== '') expect(stand.carrier.control.pressAsPerson(sid, keys)).toBe(true);
  return sid;
};
const gathered = () => stand.received('/keys').map(({ params }) => params.Digits);

describe('keys', () => {
  test.each([
    ['end with the finishing key, which is not among them', '<Gather action="/keys"/>', '123#9', '123', '#'],
    ['end with another finishing key', '<Gather action="/keys" finishOnKey="*"/>', '1#2*', '1#2', '*'],
    ['end when there are enough', '<Gather action="/keys" numDigits="2"/>', '456', '45', ''],
    ['end with silence after them', '<Gather action="/keys" timeout="1"/>', '7', '7', ''],
  ])('%s', async (_, verbs, keys, digits, finishedOn) => {
    await stand.ended(await call(verbs, keys));
    expect(gathered()).toEqual([digits]);
    expect(stand.received('/keys')[0]?.params).toMatchObject({
      CallStatus: 'in-progress',
      From: CALLER,
      FinishedOnKey: finishedOn,
    });
  });

  test('cut the prompts short', async () => {
    const sid = await call(
      '<Gather action="/keys" numDigits="1"><Pause length="60"/><Say>Go on</Say></Gather>',
      '5',
    );
    await stand.ended(sid);
    expect(gathered()).toEqual(['5']);
    const leg = stand.leg(sid);
    expect((leg?.endedAt ?? 0) - (leg?.answeredAt ?? 0)).toBeLessThan(60_000);
  });

  test('are waited for only after the prompts', async () => {
    const sid = await call('<Gather action="/keys" timeout="1"><Pause length="2"/></Gather><Hangup/>', '');
    await stand.ended(sid);
    const leg = stand.leg(sid);
    expect((leg?.endedAt ?? 0) - (leg?.answeredAt ?? 0)).toBeGreaterThanOrEqual(2_900);
    expect(gathered()).toEqual([]);
  });

  test('that are not pressed lead to the next verb, or to the action if that is configured', async () => {
    await stand.ended(await call('<Gather action="/keys" timeout="1"/><Redirect>/next</Redirect>', ''));
    expect([gathered(), stand.received('/next').length]).toEqual([[], 1]);
    await stand.ended(await call('<Gather action="/keys" timeout="1" actionOnEmptyResult="true"/>', ''));
    expect(gathered()).toEqual(['']);
  });

  test('go to the document itself when there is no action', async () => {
    let asked = 0;
    stand.application.answers.set('/in', () => {
      asked += 1;
      return { body: `<Response>${asked === 1 ? '<Gather numDigits="1"/>' : '<Hangup/>'}</Response>` };
    });
    const sid = stand.carrier.control.ringNumber(CALLER, OWNED) ?? '';
    await stand.status(sid, 'in-progress');
    stand.carrier.control.pressAsPerson(sid, '8');
    await stand.ended(sid);
    expect(stand.received('/in').map(({ params }) => params.Digits)).toEqual([undefined, '8']);
  });

  test('are forgotten when the caller hangs up or the document is replaced', async () => {
    const gone = await call('<Gather action="/keys"/>', '12');
    stand.carrier.control.hangUpAsPerson(gone);
    await stand.ended(gone);
    const moved = await call('<Gather action="/keys"/>', '12');
    await stand.client.calls(moved).update({ twiml: '<Response><Hangup/></Response>' });
    await stand.ended(moved);
    expect(gathered()).toEqual([]);
  });

  test('can be pressed through the sandbox’s own interface, while the call is live', async () => {
    stand.application.twiml('/in', '<Gather action="/keys" numDigits="1"/>');
    const sid = stand.carrier.control.ringNumber(CALLER, OWNED) ?? '';
    await stand.status(sid, 'in-progress');
    const press = (digits: string) =>
      fetch(`${stand.carrier.url}/sandbox/calls/${sid}/press`, {
        method: 'POST',
        body: JSON.stringify({ digits }),
      }).then(reply => reply.status);
    expect([await press('x'), await press('3')]).toEqual([404, 200]);
    await stand.ended(sid);
    expect([gathered(), await press('4')]).toEqual([['3'], 404]);
  });

  test.each([
    ['input="eyes"', 12200],
    ['finishOnKey="12"', 13311],
    ['timeout="0"', 13313],
    ['numDigits="none"', 13314],
  ])('with %s are refused', async (attribute, code) => {
    stand.application.twiml('/in', `<Gather ${attribute}/>`);
    await stand.ended(stand.carrier.control.ringNumber(CALLER, OWNED) ?? '');
    await eventually(() => stand.carrier.ledger().faults.some(each => each.code === code), `fault ${code}`);
  });
});
