/** Ids of another workspace in bodies and queries; isolation.test.ts covers those in addresses. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../shared/audit/contract.ts';
import type { LoggedCall } from '../../shared/call-log/contract.ts';
import type { CallView } from '../../shared/calls/contract.ts';
import { ACall, contactOf, intentTo } from './a-call.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { api, CUSTOMER, makeRep, type Rep } from './kit.ts';

let theirs: Rep;
let contactId: string;
let own: Rep;

beforeAll(async () => {
  new FakeCarrier();
  theirs = await makeRep(undefined, 'owner');
  contactId = contactOf(await (await ACall.dialled(theirs)).onRecord()).id;
  own = await makeRep(undefined, 'owner');
});

const dial = (more: object) =>
  api<{ call: CallView }>('POST', '/v1/calls', {
    token: own.token,
    body: { intent: intentTo(CUSTOMER), ...more },
    headers: { 'idempotency-key': crypto.randomUUID() },
  });
const numberOf = async ({ token }: Rep): Promise<{ id: string; e164: string }> => {
  const { body } = await api<{ numbers: { id: string; e164: string }[] }>('GET', '/v1/numbers', { token });
  const [first] = body.numbers;
  if (!first) throw new Error('There is no number.');
  return first;
};

describe('an id of another workspace', () => {
  test('is no contact to call', async () => {
    expect((await dial({ intent: { ...intentTo(CUSTOMER), contactId } })).status).toBe(404);
  });

  test('is no number to call from by default', async () => {
    const { body } = await api<{ revisions: object }>('GET', '/v1/settings?groups=dialer', {
      token: own.token,
    });
    const answer = await api<{ refusal: object }>('PATCH', '/v1/settings', {
      token: own.token,
      body: { revisions: body.revisions, defaultNumber: (await numberOf(theirs)).id },
    });
    expect([answer.status, answer.body.refusal]).toEqual([422, { reason: 'number_unknown' }]);
  });

  test('as a filter reveals neither calls nor audit entries', async () => {
    const { memberId } = theirs;
    const calls = await api<{ calls: LoggedCall[] }>('GET', `/v1/workspace/calls?memberId=${memberId}`, {
      token: own.token,
    });
    expect(calls.body.calls).toEqual([]);
    for (const [method, path] of [
      ['GET', `/v1/audit?memberId=${memberId}`],
      ['POST', '/v1/audit/export'],
    ] as const) {
      const { status, body } = await api<{ entries: AuditEntry[] }>(method, path, {
        token: own.token,
        ...(method === 'POST' ? { body: { memberId } } : {}),
      });
      expect([status, body.entries]).toEqual([200, []]);
    }
  });

  test('is no number to call from, even when it was picked by hand', async () => {
    const theirsAlone = '+13105550177';
    const { body } = await dial({ callFrom: theirsAlone });
    expect(own.workspace.numbers).toContain(body.call.from);
  });
});
