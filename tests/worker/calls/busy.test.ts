/** A carrier that answers 429 (too many requests) did nothing: the request is repeated, and no phone rings twice. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallView } from '../../../shared/calls/contract.ts';
import { recents } from '../../../shared/calls/screen-contract.ts';
import { endWords } from '../../../shared/calls/words.ts';
import { ACall, later, recorded } from '../a-call.ts';
import { created, FakeCarrier, refused, type Says } from '../fake-carrier.ts';
import { api, makeRep, makeWorkspace, type Rep, sid } from '../kit.ts';

const BUSY = refused(20429, 429);
const PATIENCE = { timeout: 15_000 };

let carrier: FakeCarrier;
let rep: Rep;
let customerSid: string;

beforeEach(async () => {
  carrier = new FakeCarrier();
  customerSid = sid('CA');
  rep = await makeRep();
});
afterEach(() => void vi.useRealTimers());

/** Busy that many times, then the given answer. */
const busyFor = (times: number, then: Says): Says => {
  let asked = 0;
  return each => (asked++ < times ? BUSY(each) : then(each));
};

const viewOf = async (call: ACall): Promise<CallView | null> =>
  env.LIVE_CALL.get(env.LIVE_CALL.idFromName(call.id)).view(rep.workspace.id);

/** A call that is dialled, with the rep in the room. */
const entered = async (): Promise<ACall> => {
  const call = await ACall.dialled(rep);
  await call.connect();
  await call.toRoom(call.participant('participant-join', call.repSid, 1));
  await vi.waitFor(() => expect(carrier.rung(call.room).length).toBeGreaterThan(0), PATIENCE);
  return call;
};

describe('a customer the carrier is too busy to call', () => {
  test('is called once, as soon as the carrier has time, and the rep is told meanwhile', async () => {
    carrier.onCreate = busyFor(3, created(customerSid));
    const call = await entered();
    await vi.waitFor(async () => expect((await viewOf(call))?.delayed).toBe(true), PATIENCE);
    await vi.waitFor(async () => expect((await viewOf(call))?.customerCallSid).toBe(customerSid), PATIENCE);
    expect(carrier.rung(call.room)).toHaveLength(4);
    await call.toCustomer(call.customer('ringing', customerSid, 1));
    await recorded(call, { phase: 'ringing' });
    expect((await viewOf(call))?.delayed).toBeUndefined();
    await later(call, 60_000);
    expect(carrier.rung(call.room)).toHaveLength(4);
  });

  test('is given up before the rep has waited too long', async () => {
    carrier.onCreate = BUSY;
    const call = await entered();
    await later(call, 26_000);
    await recorded(call, { phase: 'failed', endReason: 'carrier_error', endDetail: 'network_busy' });
    const { body } = await api<{ calls: CallView[] }>('GET', recents.path, { token: rep.token });
    expect(endWords(body.calls[0] as CallView)).toBe(
      'The phone network stayed busy, and nobody was rung. Try again in a minute.',
    );
    await vi.waitFor(() => expect(carrier.ended(call.repSid)).toBe(true), PATIENCE);
    const asked = carrier.rung(call.room).length;
    carrier.onCreate = created(customerSid);
    await later(call, 60_000);
    expect(carrier.rung(call.room)).toHaveLength(asked);
  });

  test('is not called once the rep has hung up', async () => {
    carrier.onCreate = BUSY;
    const call = await entered();
    await call.hangUp();
    await recorded(call, { phase: 'ended', endReason: 'canceled' });
    const asked = carrier.rung(call.room).length;
    carrier.onCreate = created(customerSid);
    await later(call, 60_000);
    expect(carrier.rung(call.room)).toHaveLength(asked);
  });

  test('is not called a second time when a busy carrier may have called them already', async () => {
    carrier.onCreate = busyFor(1, () => {
      throw new TypeError('network');
    });
    const call = await entered();
    await vi.waitFor(() => expect(carrier.rung(call.room)).toHaveLength(2), PATIENCE);
    await later(call, 60_000);
    expect(carrier.rung(call.room)).toHaveLength(2);
  });
});

test.each([
  [21215, 'country_blocked', 'The carrier does not let your account call the United States.'],
  [21216, 'number_blocked', 'The carrier blocks calls to this number.'],
  [21219, 'not_verified', 'Your workspace has a trial account'],
  [21210, 'caller_id_refused', 'The carrier does not accept the caller ID of this call.'],
  [10004, 'too_many_calls', 'Your workspace has as many calls in progress'],
  [20003, 'account_refused', 'The carrier does not accept your workspace’s account.'],
] as const)('the carrier’s error %i is explained to the rep as %s', async (code, endDetail, says) => {
  carrier.onCreate = refused(code);
  const call = await entered();
  await recorded(call, { phase: 'failed', endDetail });
  expect(endWords(await call.onRecord())).toContain(says);
});

describe('any other request while the carrier is busy', () => {
  test('is repeated: a leg is recorded, once', async () => {
    await env.DB.prepare(`update workspace set dialing = '{"recordCalls":true}' where id = ?`)
      .bind(rep.workspace.id)
      .run();
    carrier.onCreate = created(customerSid);
    carrier.onRecord = busyFor(2, () => new Response(null, { status: 500 }));
    const call = await entered();
    for (const [index, status] of ['initiated', 'ringing', 'in-progress'].entries())
      await call.toCustomer(call.customer(status, customerSid, index));
    await vi.waitFor(() => expect(carrier.announced(customerSid)).toHaveLength(1), PATIENCE);
    await call.toRoom({ ...call.participant('announcement-end', customerSid, 9) });
    await vi.waitFor(() => expect([...carrier.recordings.values()]).toEqual([customerSid]), PATIENCE);
  });

  test('is repeated: an account is set up, and a carrier that stays busy is reported with a message', async () => {
    const owner = await makeRep(await makeWorkspace(), 'owner');
    for (const e164 of owner.workspace.numbers) carrier.account.own(e164);
    const setUp = async () =>
      (
        await api<{ problems: { kind: string }[]; dialer: string }>('POST', '/v1/workspace/set-up', {
          token: owner.token,
          body: {},
        })
      ).body;
    let asked = 0;
    carrier.account.instead = () =>
      asked++ % 3 < 2 ? Response.json({ code: 20429 }, { status: 429 }) : undefined;
    expect(await setUp()).toMatchObject({ dialer: 'ready', problems: [] });
    carrier.account.instead = () => Response.json({ code: 20429 }, { status: 429 });
    expect((await setUp()).problems).toEqual([{ kind: 'carrier_busy' }]);
  });
});
