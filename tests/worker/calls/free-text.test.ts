/** Webhooks may carry free text from people, phones and networks; a form re-split under its signature is refused. */
import { beforeEach, describe, expect, test } from 'vitest';
import { LINE_TEST_TICKET } from '../../../shared/calls/contract.ts';
import {
  AnnouncementRequest,
  CallEvent,
  ClientCallRequest,
  FallbackRequest,
  ForwardedRequest,
  IncomingRequest,
  KeyRequest,
  RecordingEvent,
  RoomEvent,
} from '../../../worker/twilio/events.ts';
import { isResplit, mayBeHidden } from '../../../worker/twilio/resplit.ts';
import { ACall, rfc2822 } from '../a-call.ts';
import { FakeCarrier } from '../fake-carrier.ts';
import { CUSTOMER, type Form, makeRep, type Rep, sid, webhook } from '../kit.ts';

let rep: Rep;
beforeEach(async () => {
  new FakeCarrier();
  rep = await makeRep();
});

const WORDS = [
  'I lost my ticket',
  'ticket',
  'tickets please, my ticket',
  'the Timestamp was wrong',
  'Timestamp',
  'ErrorCode',
  'an ErrorCode of 7',
  'SipResponseCode',
  'CallDuration: long',
  'CallSid',
  'Müller & Söhne 100% +1=2 #7',
  '',
];
const NAMES = [
  'SipHeader_X-Account',
  'SipHeader_X.Tenant',
  'SipHeader_ticket',
  'CallerName',
  'Ticket',
  'Timestamps',
  'SpeechResult',
];

describe('free text is accepted as it is', () => {
  test.each(WORDS.map((word, index) => [word, NAMES[index % NAMES.length] ?? '']))(
    '“%s” as %s',
    async (word, name) => {
      const call = await ACall.dialled(rep);
      const text = { [name]: word, SipHeader_Subject: word };
      expect(await call.connect(text)).toContain('<Conference');
      const joined = call.participant('participant-join', call.repSid, 1);
      expect((await call.toRoom({ ...joined, ...text })).status).toBe(204);
      const rung = call.customer('ringing', sid('CA'), 1);
      expect((await call.toCustomer({ ...rung, ...text })).status).toBe(204);
      const form = { CallSid: sid('CA'), From: CUSTOMER, To: rep.workspace.numbers[0] ?? '', ...text };
      expect((await webhook(rep.workspace, 'incoming', form)).text).toContain('<Record');
    },
  );

  test.each(['sip:ticketing@acme.example', 'sip:Timestamp@10.0.0.1:5060', 'sips:errorcode@acme.example'])(
    'a call from %s',
    async From => {
      const form = { CallSid: sid('CA'), From, To: rep.workspace.numbers[0] ?? '' };
      expect((await webhook(rep.workspace, 'incoming', form)).text).toContain('<Record');
    },
  );
});

const AccountSid = `AC${'a'.repeat(32)}`;
const CallSid = sid('CA');
/** A form of each kind with every optional field it may have, and free text before and after. */
const around = { Aaa: 'first', SipHeader_X: 'acme', Zzz: 'last' };
const FORMS: (readonly [string, Parameters<typeof isResplit>[1], Form])[] = [
  [
    'a leg’s news',
    CallEvent,
    {
      AccountSid,
      CallSid,
      CallStatus: 'completed',
      To: CUSTOMER,
      SequenceNumber: '3',
      Timestamp: rfc2822(1_790_000_000_000),
      CallDuration: '12',
      SipResponseCode: '487',
    },
  ],
  [
    'news of the room',
    RoomEvent,
    {
      AccountSid,
      CallSid,
      ConferenceSid: sid('CF'),
      FriendlyName: 'room',
      SequenceNumber: '3',
      StatusCallbackEvent: 'announcement-end',
      Timestamp: rfc2822(1_790_000_000_000),
    },
  ],
  [
    'a device’s request',
    ClientCallRequest,
    { AccountSid, CallSid, From: 'client:mem_1', ticket: `call_${'0'.repeat(26)}.${'0'.repeat(26)}` },
  ],
  ['a line test', ClientCallRequest, { AccountSid, CallSid, From: 'client:mem_1', ticket: LINE_TEST_TICKET }],
  [
    'a call nobody answered',
    FallbackRequest,
    { AccountSid, CallSid, From: CUSTOMER, To: CUSTOMER, ErrorCode: '11200' },
  ],
];

/** Every form with the same signature: its names and values concatenate to the same string. */
const resplits = (form: Form): Form[] => {
  const names = Object.keys(form).sort();
  const text = names.map(name => name + form[name]).join('');
  const made: Form[] = [];
  const take = (from: readonly string[], run: string) => {
    const { ...rest } = form;
    for (const name of from) delete (rest as Record<string, string>)[name];
    for (let cut = 1; cut <= run.length; cut++) {
      const other = { ...rest, [run.slice(0, cut)]: run.slice(cut) };
      const signed = Object.keys(other)
        .sort()
        .map(name => name + (other as Form)[name])
        .join('');
      if (signed === text) made.push(other);
    }
  };
  // One or two borders move, or three neighboring pairs become one.
  for (let first = 0; first < names.length; first++)
    for (let count = 1; count <= 3 && first + count <= names.length; count++) {
      const taken = names.slice(first, first + count);
      take(taken, taken.map(name => name + form[name]).join(''));
    }
  return made;
};

FORMS.push(
  [
    'a call that comes in',
    IncomingRequest,
    { AccountSid, CallSid, From: CUSTOMER, To: CUSTOMER, CallerName: 'GARCIA MARIA' },
  ],
  ['a key that was pressed', KeyRequest, { AccountSid, CallSid, Digits: '1' }],
  [
    'what became of a forwarded call',
    ForwardedRequest,
    {
      AccountSid,
      CallSid,
      From: CUSTOMER,
      To: CUSTOMER,
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallDuration: '42',
      ErrorCode: '11200',
    },
  ],
);

describe('among all forms with the same signature', () => {
  test.each(FORMS)('%s loses no optional field unnoticed', (_what, schema, fields) => {
    const form = { ...around, ...fields };
    expect(isResplit(form, schema)).toBe(false);
    const optional = [...mayBeHidden(schema).keys()].filter(name => name in fields);
    const read = (each: Form) => (isResplit(each, schema) ? undefined : schema.safeParse(each).data);
    const whole = read(form) as Record<string, unknown>;
    expect(whole).toBeDefined();
    const all = resplits(form);
    expect(all.length).toBeGreaterThan(50);
    let refused = 0;
    for (const each of all) {
      const event = read(each) as Record<string, unknown> | undefined;
      if (!event) refused++;
      else for (const name of optional) expect([each, event[name]]).toEqual([each, whole[name]]);
    }
    expect(refused).toBeGreaterThan(20);
  });

  test('every kind that is read lists the signs that reveal its optional fields', () => {
    const calls = [CallEvent, ClientCallRequest, IncomingRequest, FallbackRequest];
    const others = [AnnouncementRequest, ForwardedRequest, KeyRequest, RecordingEvent, RoomEvent];
    for (const schema of [...calls, ...others])
      for (const [name, sign] of mayBeHidden(schema)) expect([name, sign.test(name)]).toEqual([name, false]);
  });
});
