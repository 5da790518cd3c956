/** A dial that stalls between claiming its rep's line and opening its call, for longer than the claim lasts. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallView } from '../../../shared/calls/contract.ts';
import type { ReplyOf } from '../../../shared/endpoint.ts';
import type { usageToday } from '../../../shared/usage/contract.ts';
import { app } from '../../../worker/app.ts';
import { ACall, type Dialled, dial, intentTo, type Refused } from '../a-call.ts';
import { FakeCarrier } from '../fake-carrier.ts';
import { api, CUSTOMER, makeRep, ORIGIN, type Rep } from '../kit.ts';

type Stalled = {
  /** Lets the dial continue. Returns its answer. */
  readonly goOn: () => Promise<{ status: number; body: Dialled & Refused }>;
  /** The call whose line the dial claimed, if it was opened. */
  readonly call: () => Promise<CallView | null>;
};

let rep: Rep;
let key: string;

beforeEach(async () => {
  new FakeCarrier();
  rep = await makeRep();
  key = crypto.randomUUID();
});
afterEach(() => void vi.useRealTimers());

/** A dial that has claimed the line and is stalled before opening its call. */
const stalled = async (): Promise<Stalled> => {
  const claimed = Promise.withResolvers<ReturnType<typeof env.LIVE_CALL.get>>();
  const wayFree = Promise.withResolvers<void>();
  const slow = (stub: ReturnType<typeof env.LIVE_CALL.get>) =>
    new Proxy(stub, {
      get: (from, name) => {
        if (name !== 'open') return Reflect.get(from, name, from);
        return async (...values: Parameters<typeof from.open>) => {
          claimed.resolve(from);
          await wayFree.promise;
          return from.open(...values);
        };
      },
    });
  const LIVE_CALL = new Proxy(env.LIVE_CALL, {
    get: (from, name) => {
      if (name === 'get') return (id: DurableObjectId) => slow(from.get(id));
      const value: unknown = Reflect.get(from, name, from);
      return typeof value === 'function' ? value.bind(from) : value;
    },
  });
  const request = new Request(`${ORIGIN}/v1/calls`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${rep.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({ intent: intentTo(CUSTOMER) }),
  });
  const context = createExecutionContext();
  const answer = Promise.resolve(app.fetch(request, { ...env, LIVE_CALL }, context));
  const stub = await claimed.promise;
  return {
    goOn: async () => {
      wayFree.resolve();
      const response = await answer;
      const body = await response.json<Dialled & Refused>();
      await waitOnExecutionContext(context);
      return { status: response.status, body };
    },
    call: async () => stub.view(rep.workspace.id),
  };
};

const pass = (seconds: number) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });
};

const callsToday = async (): Promise<number> => {
  const { token } = await makeRep(rep.workspace, 'owner');
  const { body } = await api<ReplyOf<typeof usageToday>>('GET', '/v1/usage/today', { token });
  return body.workspace.calls;
};

describe('a dial that stalls after claiming the rep’s line', () => {
  test('opens no call after another dial was given the line: a rep has one call', async () => {
    const slow = await stalled();
    pass(31);
    const call = await ACall.dialled(rep, '+12125550106');
    const { status, body } = await slow.goOn();
    expect([status, body.detail]).toEqual([
      503,
      'The server took too long to open this call, so nobody was called. Call again.',
    ]);
    expect(body.ticket).toBeUndefined();
    expect(await slow.call()).toBeNull();
    expect(await callsToday()).toBe(1);
    const next = await dial<Refused>(rep);
    expect(next.body.refusal).toMatchObject({ reason: 'already_dialing', call: { id: call.id } });
  });

  test('is refused while it still holds the line, and makes one call when it is clicked again', async () => {
    const slow = await stalled();
    pass(21);
    expect((await dial<Refused>(rep)).body.refusal).toEqual({ reason: 'already_dialing' });
    expect((await slow.goOn()).status).toBe(503);
    expect(await slow.call()).toBeNull();
    expect(await callsToday()).toBe(0);
    expect((await dial(rep, CUSTOMER, key)).status).toBe(200);
    expect(await callsToday()).toBe(1);
  });

  test('gets the call that the same dial, sent again in time, has opened', async () => {
    const slow = await stalled();
    pass(19);
    const again = await dial(rep, CUSTOMER, key);
    expect(again.status).toBe(200);
    pass(40);
    const { status, body } = await slow.goOn();
    expect([status, body.ticket]).toEqual([200, again.body.ticket]);
    expect(await callsToday()).toBe(1);
  });
});
