import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { refusalWords } from '../../../shared/calls/words.ts';
import { E164 } from '../../../shared/numbers/contract.ts';
import { repeated } from '../../runs.ts';
import { ACall, contactOf, type Dialled, dial, intentTo, type Refused } from '../a-call.ts';
import { FakeCarrier } from '../fake-carrier.ts';
import { api, CUSTOMER, makeRep, makeWorkspace, type Rep } from '../kit.ts';
import { logged, logText } from '../log-lines.ts';

let carrier: FakeCarrier;
let rep: Rep;

beforeEach(async () => {
  carrier = new FakeCarrier();
  rep = await makeRep();
});

const contacts = async (workspaceId: string): Promise<number> => {
  const row = await env.DB.prepare('select count(*) as n from contact where workspace_id = ?')
    .bind(workspaceId)
    .first<{ n: number }>();
  return row?.n ?? -1;
};

describe('a dial', () => {
  test('opens a call, hands out a ticket, and rings nobody', async () => {
    const { status, body } = await dial(rep, '(212) 555-0100');
    expect(status).toBe(200);
    expect(body.call).toMatchObject({ to: CUSTOMER, phase: 'connecting', direction: 'outbound', version: 4 });
    expect(body.ticket).toMatch(new RegExp(`^${body.call.id}\\.[0-9a-z]{26}$`));
    expect(carrier.asked).toEqual([]);
  });

  const isRefused = async (number: string, reason: string) => {
    const answer = await dial<Refused>(rep, number);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body.refusal).toEqual({ reason, number });
    expect(answer.body.detail).toBe(refusalWords(answer.body.refusal));
    expect(await contacts(rep.workspace.id)).toBe(0);
    expect(carrier.asked).toEqual([]);
  };

  test('to an emergency, premium-rate or own number is refused, and nobody rings [F003.4] [F070.4]', async () => {
    for (const number of ['911', '933', '112', '999']) await isRefused(number, 'emergency');
    for (const number of ['+1 900 555 1234', '+1 900 555 0100']) await isRefused(number, 'premium');
    for (const number of ['+12125550190', '(415) 555-0191']) await isRefused(number, 'own_number');
  });

  test.each([
    ['+1 212 055 1234', 'unassigned'],
    ['hello', 'not_a_number'],
  ])('to %s is refused as %s', isRefused);

  test('is refused when the workspace has no number', async () => {
    const bare = await makeRep(await makeWorkspace({ numbers: [] }));
    expect((await dial<Refused>(bare)).body.refusal).toEqual({ reason: 'no_caller_id' });
  });

  test('is refused when the carrier is not set up for this workspace', async () => {
    const other = await makeRep(await makeWorkspace({ isNew: true }));
    const answer = await dial<Refused>(other);
    expect(answer.status).toBe(503);
    expect(answer.body.refusal).toEqual({ reason: 'dialer_not_ready' });
  });

  test('is refused as malformed without an idempotency key', async () => {
    const answer = await api('POST', '/v1/calls', { token: rep.token, body: { intent: intentTo(CUSTOMER) } });
    expect(answer.status).toBe(400);
  });

  test('says in plain words which field is wrong', async () => {
    const answer = await api<{ fields: Record<string, string> }>('POST', '/v1/calls', {
      token: rep.token,
      body: { intent: { number: '', source: 'moon', at: 1 } },
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.fields).sort()).toEqual(['intent.number', 'intent.source']);
  });

  test('is refused to a role without the dialer', async () => {
    const manager = await makeRep(rep.workspace, 'manager');
    expect((await dial(manager)).status).toBe(403);
  });
});

describe('a dial that is repeated', () => {
  test('with the same key gets the same call and the same ticket [F011.3]', async () => {
    const key = crypto.randomUUID();
    const first = await dial(rep, CUSTOMER, key);
    const again = await dial(rep, CUSTOMER, key);
    expect(again.body.ticket).toBe(first.body.ticket);
    expect(again.body.call.id).toBe(first.body.call.id);
  });

  test('at the same moment with the same key makes one call', repeated(), async () => {
    const key = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => dial(rep, CUSTOMER, key)));
    expect(new Set(answers.map(each => each.body.ticket)).size).toBe(1);
  });

  test('with the same key for another number is refused', async () => {
    const key = crypto.randomUUID();
    await dial(rep, CUSTOMER, key);
    expect((await dial(rep, '+12125550106', key)).status).toBe(422);
  });

  test('in a race with other keys makes one call; the other dials are told which', repeated(), async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => dial<Dialled & Refused>(rep, CUSTOMER)),
    );
    const made = answers.filter(each => each.status === 200);
    expect(made).toHaveLength(1);
    for (const each of answers.filter(other => other.status !== 200)) {
      expect(each.status).toBe(409);
      expect(each.body.refusal.reason).toBe('already_dialing');
    }
    const late = await dial<Refused>(rep, CUSTOMER);
    expect(late.body.refusal).toMatchObject({ call: { id: made[0]?.body.call.id } });
  });

  test('is possible again once the call is over', async () => {
    const call = await ACall.dialled(rep);
    await call.hangUp();
    await vi.waitFor(async () => expect((await dial(rep)).status).toBe(200));
  });
});

describe('the contact of a call', () => {
  test('is created for an unknown number, with source call [F070.1]', async () => {
    const { body } = await dial(rep);
    const row = await env.DB.prepare(
      'select source, e164, contact.workspace_id from contact join contact_phone on contact_id = id where id = ?',
    )
      .bind(contactOf(body.call).id)
      .first();
    expect(row).toEqual({ source: 'call', e164: CUSTOMER, workspace_id: rep.workspace.id });
  });

  test('is the contact who already has the number [F070.2]', async () => {
    const first = await ACall.dialled(rep);
    const mate = await makeRep(rep.workspace);
    const second = await dial(mate, '212.555.0100');
    expect(contactOf(second.body.call).id).toBe(contactOf(await first.onRecord()).id);
    expect(await contacts(rep.workspace.id)).toBe(1);
  });

  test('is created once, however many reps dial the number at the same moment [F070.3]', async () => {
    const reps = await Promise.all(Array.from({ length: 50 }, () => makeRep(rep.workspace)));
    const answers = await Promise.all(reps.map(each => dial(each)));
    expect(new Set(answers.map(each => contactOf(each.body.call).id)).size).toBe(1);
    expect(await contacts(rep.workspace.id)).toBe(1);
  });

  test('is not found when it belongs to another workspace', async () => {
    const { body } = await dial(await makeRep());
    const answer = await api('POST', '/v1/calls', {
      token: rep.token,
      body: { intent: { ...intentTo(CUSTOMER), contactId: contactOf(body.call).id } },
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    expect(answer.status).toBe(404);
  });

  test('is looked up without being created', async () => {
    const path = `/v1/contacts/by-number/${encodeURIComponent('(212) 555-0100')}`;
    const before = await api('GET', path, { token: rep.token });
    expect(before.body).toEqual({ e164: CUSTOMER, contact: null });
    expect(await contacts(rep.workspace.id)).toBe(0);
    await dial(rep);
    const after = await api<{ contact: { id: string } }>('GET', path, { token: rep.token });
    expect(after.body.contact.id).toMatch(/^cont_/);
  });
});

describe('the number the customer sees', () => {
  test('is the workspace’s first, then the one this contact was last called from [F030.1]', async () => {
    const first = await ACall.dialled(rep);
    const view = await vi.waitFor(() => first.onRecord());
    expect(view).toMatchObject({ from: rep.workspace.numbers[0], callerIdReason: 'first' });
    await env.DB.prepare('update call set from_number = ? where id = ?')
      .bind(rep.workspace.numbers[1], first.id)
      .run();
    const mate = await makeRep(rep.workspace);
    expect((await dial(mate)).body.call).toMatchObject({
      from: rep.workspace.numbers[1],
      callerIdReason: 'sticky',
    });
  });

  test('is the rep’s pick while the workspace has it, even if the contact was called from another [F028.3]', async () => {
    const [first, second] = rep.workspace.numbers;
    await ACall.dialled(rep);
    const picking = async (callFrom: string) =>
      api<Dialled>('POST', '/v1/calls', {
        token: (await makeRep(rep.workspace)).token,
        body: { intent: intentTo(CUSTOMER), callFrom },
        headers: { 'idempotency-key': crypto.randomUUID() },
      });
    expect((await picking(second ?? '')).body.call).toMatchObject({
      from: second,
      callerIdReason: 'override',
    });
    await env.DB.prepare('update number set voice = 0 where e164 = ?')
      .bind(second ?? '')
      .run();
    for (const gone of [second ?? '', '+13125550999'])
      expect((await picking(gone)).body.call.from).toBe(first);
    expect((await picking('nonsense')).status).toBe(400);
  });

  test('is listed with its area code, oldest first', async () => {
    const { body } = await api<{ numbers: { e164: string; areaCode: string }[] }>('GET', '/v1/numbers', {
      token: rep.token,
    });
    expect(body.numbers.map(each => [each.e164, each.areaCode])).toEqual([
      [E164.parse('+12125550190'), '212'],
      [E164.parse('+14155550191'), '415'],
    ]);
  });
});

describe('recents', () => {
  test('are only the rep’s own calls, newest first, page by page', async () => {
    const mate = await makeRep(rep.workspace);
    await ACall.dialled(mate, '+12125550106');
    const numbers = ['+12125550101', '+12125550102', '+12125550103'];
    for (const number of numbers) {
      const call = await ACall.dialled(rep, number);
      await call.hangUp();
      await vi.waitFor(async () => expect((await call.onRecord()).phase).toBe('ended'));
    }
    type Page = { calls: { to: string; openedAt: number }[]; more: boolean };
    const first = await api<Page>('GET', '/v1/calls?limit=2', { token: rep.token });
    expect(first.body.calls.map(each => each.to)).toEqual(['+12125550103', '+12125550102']);
    expect(first.body.more).toBe(true);
    const before = first.body.calls.at(-1)?.openedAt;
    const second = await api<Page>('GET', `/v1/calls?limit=2&before=${before}`, { token: rep.token });
    expect(second.body.calls.map(each => each.to)).toEqual(['+12125550101']);
    expect(second.body.more).toBe(false);
  });

  test('carry what a redial needs: the number and its contact', async () => {
    const call = await ACall.dialled(rep);
    expect(await vi.waitFor(() => call.onRecord())).toMatchObject({
      to: CUSTOMER,
      contact: { id: expect.stringMatching(/^cont_/) },
    });
  });
});

test('the log holds no number, name, token or ticket', async () => {
  const call = await ACall.dialled(rep);
  await call.connect();
  await call.toRoom(call.participant('participant-join', call.repSid, 1));
  await vi.waitFor(() => expect(carrier.rung(call.room)).toHaveLength(1));
  await dial(rep, '+12125550100', 'not valid!');
  await call.hangUp();
  await vi.waitFor(() => expect(logged('calls.bring')).not.toEqual([]));
  const secrets = [
    CUSTOMER.slice(2),
    rep.token,
    call.ticket,
    'Robin',
    'acme.example',
    rep.workspace.webhookKey,
  ];
  for (const secret of secrets) expect(logText().filter(line => line.includes(secret))).toEqual([]);
});
