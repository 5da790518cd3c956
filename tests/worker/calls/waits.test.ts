import { beforeEach, describe, expect, test } from 'vitest';
import { ACall, intentTo } from '../a-call.ts';
import { answersAwaited } from '../answers-awaited.ts';
import { FakeCarrier } from '../fake-carrier.ts';
import { CUSTOMER, makeRep, ORIGIN, type Rep } from '../kit.ts';

let rep: Rep;

beforeEach(async () => {
  new FakeCarrier();
  rep = await makeRep();
});

const ask = (method: string, path: string, body?: object) =>
  answersAwaited(
    new Request(`${ORIGIN}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${rep.token}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      ...(body && { body: JSON.stringify(body) }),
    }),
  );

describe('a rep who dials waits for', () => {
  const waits = async () => {
    const { response, awaited } = await ask('POST', '/v1/calls', { intent: intentTo(CUSTOMER) });
    expect(response.status).toBe(200);
    return awaited.map(([first]) => first);
  };

  test('the session, everything that is read, the line and the call', async () => {
    const call = await ACall.dialled(rep);
    await call.hangUp();
    expect(await waits()).toEqual(['D1.raw', 'D1.raw', 'Switchboard.claimLine', 'LiveCall.open']);
  });

  test('a new contact too, the first time', async () => {
    expect(await waits()).toEqual(['D1.raw', 'D1.raw', 'Switchboard.claimLine', 'D1.batch', 'LiveCall.open']);
  });
});

test('a request for the signed-in member waits for one answer', async () => {
  const { response, awaited } = await ask('GET', '/v1/me');
  expect(response.status).toBe(200);
  expect(awaited).toEqual([['D1.raw']]);
});
