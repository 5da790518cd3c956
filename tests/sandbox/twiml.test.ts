import { describe, expect, test } from 'vitest';
import { parseTwiml } from '../../sandbox/carrier/twiml/parse.ts';
import { splitFragment } from '../../sandbox/carrier/webhooks/policy.ts';

const response = (verbs: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
const conference = (attributes: string) =>
  response(`<Dial><Conference ${attributes}>room_1</Conference></Dial>`);

describe('TwiML that is understood', () => {
  test("a rep's way into a room", () => {
    const document = parseTwiml(
      response(
        '<Dial timeLimit="14400"><Conference beep="false" startConferenceOnEnter="true" ' +
          'endConferenceOnExit="false" waitUrl="" participantLabel="rep" statusCallback="https://a.example/room" ' +
          'statusCallbackEvent="start end join leave mute hold">room_1</Conference></Dial>',
      ),
    );
    expect(document).toEqual({
      ok: true,
      value: [
        {
          verb: 'Dial',
          action: undefined,
          method: 'POST',
          timeoutS: 30,
          timeLimitS: 14_400,
          callerId: undefined,
          answerOnBridge: false,
          hangupOnStar: false,
          sequential: false,
          record: undefined,
          to: {
            noun: 'Conference',
            name: 'room_1',
            muted: false,
            startOnEnter: true,
            endOnExit: false,
            beep: 'false',
            waitUrl: '',
            waitMethod: 'POST',
            label: 'rep',
            maxParticipants: 250,
            coach: undefined,
            record: undefined,
            statusCallback: {
              url: 'https://a.example/room',
              method: 'POST',
              events: ['start', 'end', 'join', 'leave', 'mute', 'hold'],
            },
          },
        },
      ],
    });
  });

  test('verbs in their order, comments and an ampersand that is escaped', () => {
    const document = parseTwiml(
      response('<!-- hello --><Play>https://a.example/?a=1&amp;b=2</Play><Pause length="2"/><Hangup/>'),
    );
    expect(document).toEqual({
      ok: true,
      value: [
        { verb: 'Play', url: 'https://a.example/?a=1&b=2', loop: 1 },
        { verb: 'Pause', seconds: 2 },
        { verb: 'Hangup' },
      ],
    });
  });

  test('a dial that rings devices and telephones together', () => {
    const document = parseTwiml(
      response(
        '<Dial><Client>anna</Client><Client><Identity>ben</Identity><Parameter name="a" value="1"/></Client><Number>+12125550100</Number></Dial>',
      ),
    );
    expect(document).toMatchObject({
      ok: true,
      value: [
        {
          to: [
            { noun: 'Client', identity: 'anna', custom: {} },
            { noun: 'Client', identity: 'ben', custom: { a: '1' } },
            { noun: 'Number', number: '+12125550100' },
          ],
        },
      ],
    });
  });

  test.each([
    ['nobody by name', '<Dial><Client/></Dial>'],
    ['two by one noun', '<Dial><Client><Identity>a</Identity><Identity>b</Identity></Client></Dial>'],
    ['a room beside a device', '<Dial><Conference>r</Conference><Client>a</Client></Dial>'],
    ['more than ten', `<Dial>${'<Client>a</Client>'.repeat(11)}</Dial>`],
  ])('a dial to %s is refused', (_, verbs) => {
    expect(parseTwiml(response(verbs))).toMatchObject({ ok: false, error: { code: 12200 } });
  });

  test('a dial with a number in its text', () => {
    const document = parseTwiml(response('<Dial callerId="+12125550123">+12125550100</Dial>'));
    expect(document).toMatchObject({
      ok: true,
      value: [{ verb: 'Dial', to: [{ noun: 'Number', number: '+12125550100' }] }],
    });
  });
});

describe('TwiML that is refused', () => {
  test.each([
    ['nothing', '', 12100],
    ['text', 'OK', 12100],
    ['JSON', '{"Response":{}}', 12100],
    ['an unclosed element', '<Response><Hangup></Response>', 12100],
    ['a naked ampersand', response('<Play>https://a.example/?a=1&b=2</Play>'), 12100],
    ['two roots', '<Response/><Response/>', 12100],
    ['an attribute twice', response('<Pause length="1" length="2"/>'), 12100],
    ['a document type', '<!DOCTYPE Response [<!ENTITY a "b">]><Response>&a;</Response>', 12100],
    ['another root', '<Twiml><Hangup/></Twiml>', 12100],
    ['a verb in lower case', response('<hangup/>'), 12200],
    ['a verb nobody knows', response('<Shout>Hello</Shout>'), 12200],
    ['a noun as a verb', response('<Conference>room_1</Conference>'), 12200],
    ['a verb in a verb', response('<Pause><Hangup/></Pause>'), 12200],
    ['text beside the verbs', response('hello <Hangup/>'), 12200],
    ['an attribute nobody knows', conference('startConferenceOnJoin="true"'), 12200],
    ['a dial that dials nobody', response('<Dial/>'), 12200],
    ['a conference without a name', response('<Dial><Conference/></Dial>'), 12200],
    ['a dial with text and a noun', response('<Dial>+12125550100<Number>+1</Number></Dial>'), 13215],
    ['a time limit in words', response('<Dial timeLimit="long">+12125550100</Dial>'), 13216],
    ['a caller ID that is no number', response('<Dial callerId="me">+12125550100</Dial>'), 13214],
    ['muted by a word', conference('muted="yes"'), 13230],
    ['endConferenceOnExit by a word', conference('endConferenceOnExit="no"'), 13231],
    ['startConferenceOnEnter by a word', conference('startConferenceOnEnter="1"'), 13232],
    ['a wait URL with a space', conference('waitUrl="a b"'), 13233],
    ['a wait method of its own', conference('waitMethod="PUT"'), 13234],
    ['an unknown conference event', conference('statusCallbackEvent="begin"'), 16002],
    ['a beep by a word', conference('beep="loud"'), 16002],
    ['a label with a slash', conference('participantLabel="a/b"'), 16023],
    ['words without a word', response('<Say> </Say>'), 13520],
    ['a voice nobody has', response('<Say voice="loud">Hi</Say>'), 13511],
    ['an invalid language', response('<Say language="English!">Hi</Say>'), 13512],
    ['words said minus once', response('<Say loop="-1">Hi</Say>'), 13510],
    ['a pause of no time', response('<Pause length="0"/>'), 13910],
    ['a pause in words', response('<Pause length="long"/>'), 13910],
    ['a recording without patience', response('<Record timeout="0"/>'), 13611],
    ['a recording of a day', response('<Record maxLength="86401"/>'), 13612],
    ['a recording ended by a letter', response('<Record finishOnKey="x"/>'), 13613],
    ['a recording callback that is no URL', response('<Record recordingStatusCallback="a b"/>'), 13256],
    ['an unknown recording event', response('<Record recordingStatusCallbackEvent="begun"/>'), 13621],
    [
      'a start with an action, which would never be requested',
      response('<Start action="/a"><Recording/></Start>'),
      12200,
    ],
    ['a transcript that is neither wanted nor not', response('<Record transcribe="perhaps"/>'), 13614],
    ['a play of both', response('<Play digits="1">https://a.example/a.wav</Play>'), 12200],
    ['a play of a letter', response('<Play digits="x"/>'), 12200],
    ['a document of 65 KB', response(`<Play>https://a.example/${'a'.repeat(66_000)}</Play>`), 11750],
  ])('%s', (_what, source, code) => {
    expect(parseTwiml(source)).toMatchObject({ ok: false, error: { code } });
  });

  test('a Twilio verb that the sandbox does not support is refused by name', () => {
    expect(parseTwiml(response('<Pay/>'))).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('<Pay> is not supported by the sandbox carrier') },
    });
  });
});

describe('connection overrides in the fragment of a URL', () => {
  test('the fragment is neither requested nor signed', () => {
    expect(splitFragment('https://a.example/x?y=1#rc=2').bare).toBe('https://a.example/x?y=1');
  });

  test('without one, a failed connection is tried once more and nothing else', () => {
    expect(splitFragment('https://a.example/').policy).toEqual({
      retries: 1,
      retryOn: new Set(['ct']),
      readTimeoutMs: 15_000,
      totalMs: 15_000,
      namesTotal: false,
      unknownPolicies: [],
    });
  });

  test('they are read, and bounded by what Twilio allows', () => {
    expect(splitFragment('https://a.example/#rc=9&rp=all&rt=4000&tt=99999').policy).toEqual({
      retries: 5,
      retryOn: new Set(['ct', '4xx', '5xx', 'rt']),
      readTimeoutMs: 4000,
      totalMs: 15_000,
      namesTotal: true,
      unknownPolicies: [],
    });
  });
});
