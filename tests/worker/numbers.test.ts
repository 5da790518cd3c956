import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { E164, type FoundNumber, type ManagedNumber } from '../../shared/numbers/contract.ts';
import { ACall } from './a-call.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { api, CUSTOMER, makeRep, makeWorkspace, ORIGIN, postForm, type Rep, sid, webhook } from './kit.ts';

type Refused = { refusal: { reason: string }; detail: string; fields: Record<string, string> };
type Many = { numbers: ManagedNumber[] };

let carrier: FakeCarrier;
let owner: Rep;

beforeEach(async () => {
  carrier = new FakeCarrier();
  NEW = `+1312666${String(Number(NEW.slice(-4)) + 1).padStart(4, '0')}`;
  owner = await makeRep(undefined, 'owner');
});

const ask = <T>(method: string, path: string, body?: unknown, key = crypto.randomUUID()) =>
  api<T & Refused>(method, `/v1/numbers${path}`, {
    token: owner.token,
    body,
    headers: { 'idempotency-key': key },
  });
const giveBack = (id: string, confirm: string) =>
  api<Refused>('POST', `/v1/number-releases/${id}`, { token: owner.token, body: { confirm } });
const managed = async () => (await ask<Many>('GET', '/managed')).body.numbers;
const callable = async () =>
  (await ask<{ numbers: { e164: string }[] }>('GET', '')).body.numbers.map(({ e164 }) => e164);
const idOf = async (e164: string) => (await managed()).find(each => each.e164 === e164)?.id ?? '';
// A number belongs to one workspace of an installation: each test has its own.
let NEW = '+13126660000';

describe('numbers of the carrier’s account', () => {
  test('are offered, and used once they are imported: their calls then go to this Worker [F053.2]', async () => {
    carrier.account.own(NEW, { friendly_name: 'Chicago', capabilities: { voice: true, sms: false } });
    carrier.account.own(owner.workspace.numbers[0] ?? '');
    const { body } = await ask<{ numbers: FoundNumber[] }>('GET', '/importable');
    expect(body.numbers).toMatchObject([{ e164: NEW, name: 'Chicago', voice: true, sms: false }]);
    const imported = await ask<Many>('POST', '/import', { numbers: [NEW] });
    expect(imported.body.numbers.at(-1)).toMatchObject({
      e164: NEW,
      name: 'Chicago',
      areaCode: '312',
      voice: true,
      sms: false,
    });
    expect(carrier.account.numbers[0]?.voice_url).toContain(
      `${ORIGIN}/webhooks/${owner.workspace.webhookKey}/incoming`,
    );
    expect(await callable()).toContain(NEW);
    expect((await ask<{ numbers: FoundNumber[] }>('GET', '/importable')).body.numbers).toEqual([]);
    const call = { CallSid: sid('CA'), From: CUSTOMER, To: NEW, CallStatus: 'ringing' };
    expect((await webhook(owner.workspace, 'incoming', call)).text).toContain('<Record');
  });

  test('are there once when imported twice; a number the account does not have cannot be imported', async () => {
    carrier.account.own(NEW);
    await ask('POST', '/import', { numbers: [NEW, '+13125550999'] });
    await ask('POST', '/import', { numbers: [NEW] });
    expect((await managed()).filter(({ e164 }) => e164.startsWith('+1312')).map(({ e164 }) => e164)).toEqual([
      NEW,
    ]);
  });

  test('are neither offered nor taken when another workspace uses them', async () => {
    carrier.account.own(NEW);
    await ask('POST', '/import', { numbers: [NEW] });
    const first = owner;
    owner = await makeRep(undefined, 'owner');
    expect((await ask<{ numbers: FoundNumber[] }>('GET', '/importable')).body.numbers).toEqual([]);
    const taken = await ask<Many>('POST', '/import', { numbers: [NEW] });
    expect(taken.body.numbers.map(({ e164 }) => e164)).not.toContain(NEW);
    expect(carrier.account.numbers[0]?.voice_url).toContain(first.workspace.webhookKey);
  });

  test('are shown as gone and not called from when they are gone there, until they return', async () => {
    const [ours = '', other = ''] = owner.workspace.numbers;
    carrier.account.own(ours);
    const lost = carrier.account.own(other);
    const setUp = () =>
      api<{ problems: { kind: string; number?: string }[]; dialer: string }>('POST', '/v1/workspace/set-up', {
        token: owner.token,
        body: {},
      });
    carrier.account.numbers.pop();
    expect((await setUp()).body.problems).toEqual([{ kind: 'number_gone', number: other }]);
    expect(await callable()).toEqual([ours]);
    expect((await managed()).map(({ isGone }) => isGone)).toEqual([false, true]);
    carrier.account.numbers.push(lost);
    expect((await setUp()).body.problems).toEqual([]);
    expect(await callable()).toEqual([ours, other]);
    carrier.account.numbers.length = 0;
    expect((await setUp()).body.dialer).toBe('not_ready');
    expect(await callable()).toEqual([]);
    // A number that was removed here is no longer reported as gone.
    for (const { id } of await managed()) await ask('DELETE', `/${id}`);
    const { body } = await api<{ problems: { kind: string }[] }>('GET', '/v1/settings?groups=dialer', {
      token: owner.token,
    });
    expect(body.problems).toEqual([{ kind: 'no_numbers' }]);
  });

  test('are all found, across many pages', async () => {
    for (let n = 0; n < 230; n++) carrier.account.own(`+1312555${String(1000 + n)}`);
    carrier.account.instead = ({ path, query, method }) => {
      if (path !== '/IncomingPhoneNumbers.json' || method !== 'GET') return undefined;
      const from = Number(query.get('Page') ?? 0) * 100;
      const more = from + 100 < carrier.account.numbers.length;
      return Response.json({
        incoming_phone_numbers: carrier.account.numbers.slice(from, from + 100),
        next_page_uri: more
          ? `/2010-04-01/Accounts/${owner.workspace.accountSid}/IncomingPhoneNumbers.json?Page=${from / 100 + 1}`
          : null,
      });
    };
    expect((await ask<{ numbers: FoundNumber[] }>('GET', '/importable')).body.numbers).toHaveLength(230);
  });
});

describe('a number for sale', () => {
  test('is found by country and area code', async () => {
    const { body } = await ask<{ numbers: FoundNumber[] }>(
      'GET',
      '/for-sale?country=us&kind=local&areaCode=415',
    );
    expect(body.numbers).toMatchObject([{ e164: '+14155550701', place: 'Springfield, NY' }, {}]);
    const asked = carrier.asked.at(-1);
    expect(asked?.path).toBe('/AvailablePhoneNumbers/US/Local.json');
    expect(asked?.query.get('AreaCode')).toBe('415');
  });

  test('is bought with one click, and may be called from', async () => {
    const { status, body } = await ask<{ number: ManagedNumber }>('POST', '', { e164: NEW });
    expect([status, body.number.e164]).toEqual([200, NEW]);
    expect(await callable()).toContain(NEW);
    expect(carrier.account.numbers[0]?.voice_url).toContain('/incoming');
  });

  test('is bought once, however often the request is sent', async () => {
    const key = crypto.randomUUID();
    await ask('POST', '', { e164: NEW }, key);
    await ask('POST', '', { e164: NEW }, key);
    await ask('POST', '', { e164: NEW });
    expect([carrier.account.bought, (await managed()).filter(({ e164 }) => e164 === NEW).length]).toEqual([
      1, 1,
    ]);
  });

  test('whose purchase was never answered is found, and not bought again', async () => {
    carrier.account.instead = ({ method, path, form }) => {
      if (method !== 'POST' || path !== '/IncomingPhoneNumbers.json') return undefined;
      carrier.account.bought += 1;
      carrier.account.own(form.get('PhoneNumber') ?? '');
      return new Response('', { status: 504 });
    };
    expect((await ask<{ number: ManagedNumber }>('POST', '', { e164: NEW })).body.number.e164).toBe(NEW);
    expect(carrier.account.bought).toBe(1);
  });

  test('that two admins buy at once is bought once, and is the workspace’s for both', async () => {
    const second = await makeRep(owner.workspace, 'admin');
    // The carrier answers the slower request when the number is no longer for sale.
    const { instead } = carrier.account;
    let isSold = false;
    carrier.account.instead = asked => {
      if (asked.method !== 'POST' || asked.path !== '/IncomingPhoneNumbers.json') return instead?.(asked);
      if (isSold) return Response.json({ code: 21422, message: 'not available' }, { status: 400 });
      isSold = true;
      return undefined;
    };
    const buy = (token: string) =>
      api<{ number: ManagedNumber; detail: string }>('POST', '/v1/numbers', {
        token,
        body: { e164: NEW },
        headers: { 'idempotency-key': crypto.randomUUID() },
      });
    const answers = await Promise.all([buy(owner.token), buy(second.token)]);
    expect(answers.map(({ status, body }) => [status, body.number?.e164])).toEqual([
      [200, NEW],
      [200, NEW],
    ]);
    expect([carrier.account.bought, (await managed()).filter(({ e164 }) => e164 === NEW).length]).toEqual([
      1, 1,
    ]);
  });

  test.each([
    ['was sold to somebody else', 21422, 409, 'This number is no longer for sale. Choose another one.'],
    [
      'wants an address',
      21631,
      422,
      'This number needs an address by law. Buy it in the Twilio Console, where you can enter one, then import it here.',
    ],
    ['is refused for another reason', 21404, 422, 'The carrier refused: No (21404).'],
  ])('that %s says so', async (_why, code, refused, words) => {
    carrier.account.instead = ({ method }) =>
      method === 'POST' ? Response.json({ code, message: 'No' }, { status: 400 }) : undefined;
    const { status, body } = await ask('POST', '', { e164: NEW });
    expect([status, body.detail]).toEqual([refused, words]);
    expect(await managed()).toHaveLength(2);
  });

  test('that another workspace uses is not taken from it', async () => {
    await makeWorkspace({ numbers: [E164.parse(NEW)] });
    carrier.account.own(NEW);
    const { status, body } = await ask('POST', '', { e164: NEW });
    expect([status, body.detail]).toEqual([
      409,
      'Another workspace uses this number already. Choose another one.',
    ]);
    expect(carrier.account.bought).toBe(0);
  });

  test.each([
    ['none', 'none'],
    ['any', 'any'],
    ['local', 'local'],
    ['foreign', 'foreign'],
    [null, 'none'],
    ['something new', 'any'],
  ])('says which address it requires: %s', async (address_requirements, address) => {
    carrier.account.instead = ({ path }) =>
      path.startsWith('/AvailablePhoneNumbers/')
        ? Response.json({
            available_phone_numbers: [{ phone_number: '+493055501234', address_requirements }],
          })
        : undefined;
    const { body } = await ask<{ numbers: FoundNumber[] }>('GET', '/for-sale?country=de&kind=local');
    expect(body.numbers).toMatchObject([{ e164: '+493055501234', address }]);
  });
});

describe('a number', () => {
  test('has a name, a brand name, toggles, a forward number and a campaign', async () => {
    const id = await idOf('+12125550190');
    const change = {
      name: 'Front desk',
      brandName: 'Acme',
      sms: false,
      forwardTo: '(212) 555-0123',
      campaign: 'Fall',
    };
    const { body } = await ask<{ number: ManagedNumber }>('PATCH', `/${id}`, change);
    expect(body.number).toMatchObject({ ...change, forwardTo: '+12125550123', voice: true });
    expect(
      (await ask<{ number: ManagedNumber }>('PATCH', `/${id}`, { forwardTo: '' })).body.number.forwardTo,
    ).toBeNull();
  });

  test.each([
    ['forward_not_a_number', '123'],
    ['forward_to_itself', '+1 212 555 0190'],
  ])('is not forwarded when that is impossible: %s', async (reason, forwardTo) => {
    const { status, body } = await ask('PATCH', `/${await idOf('+12125550190')}`, { forwardTo });
    expect([status, body.refusal.reason]).toEqual([422, reason]);
  });

  test('has a work mode, Always On at first, which needs a Forward Number if it forwards', async () => {
    const id = await idOf('+12125550190');
    expect((await managed()).find(each => each.id === id)).toMatchObject({
      mode: 'always_on',
      ringSeconds: 20,
    });
    const change = (settings: object) => ask<{ number: ManagedNumber }>('PATCH', `/${id}`, settings);
    for (const mode of ['always_forward', 'forward_off_hours']) {
      const { status, body } = await change({ mode });
      expect([status, body.refusal]).toEqual([422, { reason: 'forward_missing' }]);
    }
    const all = {
      mode: 'always_forward',
      ringSeconds: 35,
      forwardAsksKey: false,
      greeting: 'You have reached Acme.',
      offHoursMessage: 'Back at nine.',
      offHoursRecords: false,
    };
    const { body } = await change({ ...all, forwardTo: '(212) 555-0123' });
    expect(body.number).toMatchObject({ ...all, forwardTo: '+12125550123' });
    expect((await change({ forwardTo: '' })).body.refusal).toEqual({ reason: 'forward_missing' });
    expect((await change({ name: 'Front desk' })).status).toBe(200);
    const asked = await change({ ringSeconds: 90 });
    expect([asked.status, asked.body.fields]).toEqual([400, { ringSeconds: 'Enter 5 to 60 seconds.' }]);
  });

  test('without voice, or gone at the carrier, is not called from: the next number is [F028.2] [F030.3] [F031.2]', async () => {
    const [first = '', second = ''] = owner.workspace.numbers;
    const dialled = async (number: string) => {
      const call = await ACall.dialled(await makeRep(owner.workspace), number);
      const { from, callerIdReason } = await call.onRecord();
      return [from, callerIdReason];
    };
    expect(await callable()).toEqual([first, second]);
    expect(await dialled(CUSTOMER)).toEqual([first, 'first']);

    await ask('PATCH', `/${await idOf(first)}`, { voice: false });
    expect(await callable()).toEqual([second]);
    expect(await dialled('+12125550101')).toEqual([second, 'first']);
    // A contact who was called from it before is called from a remaining number.
    expect(await dialled(CUSTOMER)).toEqual([second, 'first']);

    await ask('PATCH', `/${await idOf(first)}`, { voice: true });
    expect(await callable()).toEqual([first, second]);
    expect(await dialled('+12125550102')).toEqual([first, 'first']);
    carrier.account.own(second);
    await api('POST', '/v1/workspace/set-up', { token: owner.token, body: {} });
    expect(await callable()).toEqual([second]);
    expect(await dialled('+12125550103')).toEqual([second, 'first']);
    expect(await dialled('+12125550102')).toEqual([second, 'first']);
  });

  test('that is removed stays in the carrier’s account, and no longer sends its webhooks here', async () => {
    carrier.account.own(NEW);
    await ask('POST', '/import', { numbers: [NEW] });
    expect((await ask('DELETE', `/${await idOf(NEW)}`)).status).toBe(200);
    expect(await callable()).not.toContain(NEW);
    expect(carrier.account.numbers).toMatchObject([{ phone_number: NEW, voice_url: '' }]);
  });

  test('that sends its webhooks elsewhere by the time it is removed is left alone', async () => {
    const number = carrier.account.own(NEW);
    await ask('POST', '/import', { numbers: [NEW] });
    number.voice_url = 'https://elsewhere.example';
    await ask('DELETE', `/${await idOf(NEW)}`);
    expect(number.voice_url).toBe('https://elsewhere.example');
  });

  test('is released at the carrier only when its own number is typed', async () => {
    await ask('POST', '', { e164: NEW });
    const id = await idOf(NEW);
    for (const confirm of ['', 'yes', '+12125550190'])
      expect((await giveBack(id, confirm)).body.refusal.reason).toBe('not_confirmed');
    expect(carrier.account.numbers).toHaveLength(1);
    expect((await giveBack(id, NEW.replace('+1312666', '+1 312 666-'))).status).toBe(200);
    expect([carrier.account.numbers, await callable()]).toEqual([[], expect.not.arrayContaining([NEW])]);
  });

  test('that the carrier does not release stays', async () => {
    await ask('POST', '', { e164: NEW });
    carrier.account.instead = ({ method }) =>
      method === 'DELETE' ? new Response('', { status: 503 }) : undefined;
    const { body } = await giveBack(await idOf(NEW), NEW);
    expect(body.refusal.reason).toBe('carrier_silent');
    expect(await callable()).toContain(NEW);
  });

  test('of a workspace without an account cannot be looked for', async () => {
    owner = await makeRep(await makeWorkspace({ isNew: true }), 'owner');
    for (const path of ['/importable', '/for-sale?country=US&kind=local'])
      expect((await ask('GET', path)).body.refusal).toEqual({ reason: 'not_connected' });
  });
});

test('a caller may leave a message, and the call is recorded as missed', async () => {
  const form = { CallSid: `CA${'1'.repeat(32)}`, From: CUSTOMER, To: '+12125550190', CallStatus: 'ringing' };
  const { status, text } = await webhook(owner.workspace, 'incoming', form);
  expect([status, text]).toEqual([200, expect.stringContaining('<Record')]);
  await expect
    .poll(
      async () =>
        (await env.DB.prepare('select * from call where workspace_id = ?').bind(owner.workspace.id).all())
          .results,
      { timeout: 15_000 },
    )
    .toMatchObject([{ direction: 'inbound', from_number: CUSTOMER, to_number: '+12125550190' }]);
});

test.each(['', 'anonymous', 'Restricted', '+266696687', 'sip:kim.o@pbx.example.com:5061', 'client:kim_1'])(
  'a caller with a hidden number, or none, may leave a message too: “%s”',
  async From => {
    const form = { CallSid: sid('CA'), From, To: '+12125550190' };
    expect((await webhook(owner.workspace, 'incoming', form)).text).toContain('<Record');
  },
);

describe('a call to a number with forwarding', () => {
  const FORWARD = '+12125550777';
  const form = (more: Record<string, string> = {}) => ({
    CallSid: sid('CA'),
    From: CUSTOMER,
    To: '+12125550190',
    CallStatus: 'ringing',
    ...more,
  });
  const forwardTo = async (to: string | null) => {
    await env.DB.prepare('update number set forward_to = ? where workspace_id = ? and e164 = ?')
      .bind(to, owner.workspace.id, '+12125550190')
      .run();
  };
  const missed = async () =>
    (
      await env.DB.prepare(
        'select customer_call_sid as sid from call where workspace_id = ? and answered_at is null',
      )
        .bind(owner.workspace.id)
        .all<{ sid: string }>()
    ).results.map(row => row.sid);
  beforeEach(() => forwardTo(FORWARD));

  test.each([
    ['ringback', 'answerOnBridge="false"'],
    ['ring_first', 'answerOnBridge="true"'],
  ])('is forwarded, and picked up as the workspace wants: %s', async (inboundPickUp, attribute) => {
    await env.DB.prepare('update workspace set dialing = ? where id = ?')
      .bind(JSON.stringify({ inboundPickUp, ringSeconds: 12 }), owner.workspace.id)
      .run();
    const { status, text } = await webhook(owner.workspace, 'incoming', form());
    expect(status).toBe(200);
    for (const part of [attribute, 'timeout="12"', '/incoming/forwarded', `>${FORWARD}</Number>`])
      expect(text).toContain(part);
  });

  test.each(['busy', 'no-answer', 'failed', 'canceled'])(
    'lets the caller leave a message when forwarding ends as %s, and is recorded as missed',
    async DialCallStatus => {
      const asked = form({ DialCallStatus });
      const { text } = await webhook(owner.workspace, 'incoming/forwarded', asked);
      expect(text).toContain('<Record');
      await expect.poll(missed, { timeout: 15_000 }).toContain(asked.CallSid);
    },
  );

  test('is not missed if it was answered', async () => {
    const asked = form({ DialCallStatus: 'completed' });
    const { text } = await webhook(owner.workspace, 'incoming/forwarded', asked);
    expect(text).toContain('<Hangup');
    expect(text).not.toContain('<Record');
    expect(await missed()).not.toContain(asked.CallSid);
  });

  test('is not sent in a circle: it cannot be forwarded to one of the workspace’s numbers', async () => {
    await forwardTo(owner.workspace.numbers[1] ?? '');
    expect((await webhook(owner.workspace, 'incoming', form())).text).toContain('<Record');
    const id = await idOf('+12125550190');
    const answer = await ask('PATCH', `/${id}`, { forwardTo: owner.workspace.numbers[1] });
    expect([answer.status, answer.body.refusal]).toEqual([422, { reason: 'forward_to_itself' }]);
  });

  test('is refused unless the carrier signed its webhook', async () => {
    const path = `/webhooks/${owner.workspace.webhookKey}/incoming/forwarded`;
    expect((await postForm(path, 'DialCallStatus=busy', 'x')).status).toBe(403);
  });
});
