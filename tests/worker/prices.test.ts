/** Call costs: the carrier reports them some time after the end; a daily spend limit counts what was reported. */
import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  getQueueResult,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ReplyOf } from '../../shared/endpoint.ts';
import type { usageToday } from '../../shared/usage/contract.ts';
import { dayOf } from '../../shared/workspace/day.ts';
import type { LimitName } from '../../shared/workspace/limits.ts';
import { queue } from '../../worker/queue.ts';
import { scheduled } from '../../worker/scheduled.ts';
import { ACall, dial, type Refused, talking } from './a-call.ts';
import { created, FakeCarrier, refused, type Says } from './fake-carrier.ts';
import { api, CUSTOMER, makeNumber, makeRep, makeWorkspace, type Rep, sid, webhook } from './kit.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let carrier: FakeCarrier;
let rep: Rep;
let mate: Rep;
let owner: Rep;

type Told = { readonly status?: string; readonly price: string | null; readonly price_unit?: string };
/** What the carrier reports for each leg; any other leg has no price yet. */
let told: Map<string, Told | Says>;

beforeEach(async () => {
  // Minutes pass in these tests, all within one day.
  const left = DAY_MS - (Date.now() % DAY_MS);
  if (left < HOUR_MS) passes(left);
  carrier = new FakeCarrier();
  told = new Map();
  carrier.onCall = asked => {
    const callSid = /CA[0-9a-f]{32}/.exec(asked.path)?.[0] ?? '';
    const says = told.get(callSid) ?? { price: null };
    if (typeof says === 'function') return says(asked);
    return Response.json({ sid: callSid, status: 'completed', price_unit: 'USD', ...says });
  };
  rep = await makeRep(await makeWorkspace({ accountSid: sid('AC') }));
  [mate, owner] = await Promise.all([makeRep(rep.workspace), makeRep(rep.workspace, 'owner')]);
});
afterEach(() => void vi.useRealTimers());

const passes = (ms: number): void => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
const limit = (limits: Partial<Record<LimitName, number | null>>, { workspace } = rep) =>
  env.DB.prepare('update workspace set dialing = ? where id = ?')
    .bind(JSON.stringify(limits), workspace.id)
    .run();
const used = async (who = owner) =>
  (await api<ReplyOf<typeof usageToday>>('GET', '/v1/usage/today', { token: who.token })).body;
const refusalOf = async (who: Rep) => (await dial<Refused>(who)).body;

type Call = { readonly id: string; readonly repSid: string; readonly customerSid: string };

/** A call that was answered and is over: asking for its price is due. */
const over = async (who: Rep): Promise<Call> => {
  const customerSid = sid('CA');
  carrier.onCreate = created(customerSid);
  const call = await talking(who, carrier, customerSid);
  await call.hangUp();
  const { id, repSid } = call;
  await vi.waitFor(async () => expect(await owed(id)).toHaveLength(1), { timeout: 15_000 });
  return { id, repSid, customerSid };
};
const cost = ({ repSid, customerSid }: Call, rep: string | null, customer: string | null, unit = 'USD') => {
  told.set(repSid, { price: rep, price_unit: unit });
  told.set(customerSid, { price: customer, price_unit: unit });
};

type Owed = { id: string; job: string; due_at: number; done_at: number | null };
const owed = async (of: string): Promise<Owed[]> =>
  (await env.DB.prepare("select * from outbox where json_extract(job, '$.of') = ?").bind(of).all<Owed>())
    .results;
const deliver = async (bodies: readonly string[]) => {
  const messages = bodies.map(body => ({
    id: crypto.randomUUID(),
    timestamp: new Date(),
    attempts: 1,
    body: JSON.parse(body),
  }));
  const batch = createMessageBatch('ringside-jobs', messages);
  await queue(batch, env);
  return getQueueResult(batch, createExecutionContext());
};
/** Runs the job at its time, as the queue would. */
const ask = async (of: string): Promise<void> => {
  const [row] = (await owed(of)).filter(each => each.done_at === null);
  if (!row) throw new Error('Nothing is owed.');
  passes(Math.max(0, row.due_at - Date.now()));
  expect((await deliver([row.job])).explicitAcks).toHaveLength(1);
};
const isSettled = async (of: string) => (await owed(of)).every(each => each.done_at !== null);
const onRecord = (of: string) =>
  env.DB.prepare('select micros, currency, other_spends, is_complete from call_price where call_id = ?')
    .bind(of)
    .first();
const questions = (callSid: string): number =>
  carrier.asked.filter(each => each.method === 'GET' && each.path === `/Calls/${callSid}.json`).length;

describe('the price of a call', () => {
  test('is asked for a minute after its end, then less and less often, and is unknown until reported', async () => {
    await limit({ memberSpendPerDay: 1, workspaceSpendPerDay: 1 });
    const call = await over(rep);
    const minute = () =>
      scheduled(createScheduledController({ cron: '* * * * *', scheduledTime: new Date() }), env);
    await minute();
    expect(questions(call.customerSid)).toBe(0);
    passes(MINUTE_MS + 1);
    await minute();
    await vi.waitFor(async () => expect(JSON.parse((await owed(call.id))[0]?.job ?? '').asked).toBe(1), {
      timeout: 20_000,
    });
    expect(questions(call.customerSid)).toBe(1);
    expect(await used()).toMatchObject({ workspace: { calls: 1, spend: [] }, unpriced: 1 });
    expect(await onRecord(call.id)).toBeNull();
    expect((await dial(rep)).status).toBe(200);

    cost(call, '-0.00400', '-1.01400');
    await ask(call.id);
    const spend = [{ currency: 'USD', micros: 1_018_000 }];
    expect(await used()).toMatchObject({
      workspace: { spend },
      members: [{ id: rep.memberId, spend }],
      // The call that was just begun.
      unpriced: 1,
    });
    expect(await onRecord(call.id)).toEqual({
      micros: 1_018_000,
      currency: 'USD',
      other_spends: '[]',
      is_complete: 1,
    });
    expect(await isSettled(call.id)).toBe(true);
  }, 40_000);

  test('is the sum of its legs, each counted once, as soon as it is reported', async () => {
    const call = await over(rep);
    cost(call, null, '-0.01400');
    await ask(call.id);
    expect(await used()).toMatchObject({ workspace: { spend: [{ micros: 14_000 }] }, unpriced: 1 });
    expect(await onRecord(call.id)).toMatchObject({ micros: 14_000, is_complete: 0 });
    cost(call, '-0.00400', '-0.01400');
    await ask(call.id);
    expect(await used()).toMatchObject({ workspace: { spend: [{ micros: 18_000 }] }, unpriced: 0 });
  });

  test.each([
    ['the first', '-0.00400', null],
    ['the second', null, '-0.01400'],
  ])(
    'counts each leg in its own currency when the account’s changed in between, with %s reported before',
    async (_, repPrice, customerPrice) => {
      const call = await over(rep);
      const tell = (ours: string | null, theirs: string | null) => {
        told.set(call.repSid, { price: ours, price_unit: 'USD' });
        told.set(call.customerSid, { price: theirs, price_unit: 'eur' });
      };
      tell(repPrice, customerPrice);
      await ask(call.id);
      expect((await used()).workspace.spend).toHaveLength(1);
      tell('-0.00400', '-0.01400');
      await ask(call.id);
      expect(await used()).toMatchObject({
        workspace: {
          spend: [
            { currency: 'EUR', micros: 14_000 },
            { currency: 'USD', micros: 4000 },
          ],
        },
        unpriced: 0,
      });
      expect(await isSettled(call.id)).toBe(true);
      expect(await onRecord(call.id)).toEqual({
        micros: 14_000,
        currency: 'EUR',
        other_spends: '[{"currency":"USD","micros":4000}]',
        is_complete: 1,
      });
    },
  );

  test.each([
    ['-0.01400', '0.00400', 10_000],
    ['0.00400', '-0.01400', 10_000],
    ['-0.00400', '0.01400', -10_000],
  ])('of legs at %s and %s, one of them a credit, is what is left to pay', async (ours, theirs, micros) => {
    const call = await over(rep);
    cost(call, ours, null);
    await ask(call.id);
    cost(call, ours, theirs);
    await ask(call.id);
    expect(await used()).toMatchObject({ workspace: { spend: [{ currency: 'USD', micros }] }, unpriced: 0 });
    expect(await onRecord(call.id)).toMatchObject({ micros, is_complete: 1 });
  });

  test('counts once, however often or concurrently the queue delivers the job', async () => {
    const call = await over(rep);
    cost(call, '-0.00400', '-0.01400');
    const [row] = await owed(call.id);
    passes(2 * MINUTE_MS);
    await deliver(Array.from({ length: 5 }, () => row?.job ?? ''));
    await deliver([row?.job ?? '']);
    expect((await used()).workspace).toMatchObject({ spend: [{ currency: 'USD', micros: 18_000 }] });
  });

  test('that never comes is asked for seven times in a day and a half, and stays unknown', async () => {
    const call = await over(rep);
    const day = dayOf('UTC', Date.now());
    const begun = Date.now();
    let asked = 0;
    for (; asked < 20 && !(await isSettled(call.id)); asked += 1) await ask(call.id);
    expect(asked).toBe(7);
    expect(questions(call.customerSid)).toBe(7);
    expect(Date.now() - begun).toBeLessThan(36 * HOUR_MS);
    expect(await onRecord(call.id)).toBeNull();
    const switchboard = env.SWITCHBOARD.get(env.SWITCHBOARD.idFromName(rep.workspace.id));
    expect(await switchboard.usage(day)).toMatchObject({
      unpriced: 1,
      used: { [rep.memberId]: { calls: 1, spend: [] } },
    });
    const letters = await env.DB.prepare('select id from dead_letter where workspace_id = ?')
      .bind(rep.workspace.id)
      .all();
    expect(letters.results).toEqual([]);
  });

  test.each([
    ['takes no more requests', refused(20429, 429)],
    ['is broken', () => new Response('no', { status: 503 })],
    ['refuses the key, which an admin may mend', refused(20003, 401)],
    ['answers with something else', () => Response.json({ sid: 'x', status: 'completed', price: 0.5 })],
  ] as const)('is asked for again later when the carrier %s', async (_, says) => {
    const call = await over(rep);
    cost(call, '-0.00400', null);
    told.set(call.customerSid, says);
    await ask(call.id);
    expect(await isSettled(call.id)).toBe(false);
    expect(await used()).toMatchObject({ workspace: { spend: [{ micros: 4000 }] }, unpriced: 1 });
    cost(call, '-0.00400', '-0.01400');
    await ask(call.id);
    expect(await used()).toMatchObject({ workspace: { spend: [{ micros: 18_000 }] }, unpriced: 0 });
  });

  test('of a leg the carrier does not know is not asked for again; the other leg’s counts', async () => {
    const call = await over(rep);
    cost(call, '-0.00400', null);
    told.set(call.customerSid, refused(20404, 404));
    await ask(call.id);
    expect(await isSettled(call.id)).toBe(true);
    expect(await used()).toMatchObject({ workspace: { spend: [{ micros: 4000 }] }, unpriced: 1 });
    expect(await onRecord(call.id)).toMatchObject({ is_complete: 0 });
  });

  test.each(['busy', 'no-answer', 'failed', 'canceled'])(
    'of a leg that ended as %s is zero',
    async status => {
      const call = await over(rep);
      told.set(call.repSid, { price: '-0.00400' });
      told.set(call.customerSid, { status, price: null });
      await ask(call.id);
      expect(await used()).toMatchObject({ workspace: { spend: [{ micros: 4000 }] }, unpriced: 0 });
    },
  );

  test('is zero if no leg was ever created, and the carrier is not asked', async () => {
    const call = await ACall.dialled(rep);
    await call.hangUp();
    await vi.waitFor(async () => expect(await owed(call.id)).toHaveLength(1), { timeout: 15_000 });
    await ask(call.id);
    expect(await used()).toMatchObject({ workspace: { calls: 1, spend: [] }, unpriced: 0 });
    expect(await isSettled(call.id)).toBe(true);
  });

  test('is asked of the account the call was made with, even if the workspace has another by now', async () => {
    const call = await over(rep);
    cost(call, '-0.00400', '-0.01400');
    const { workspace } = rep;
    await env.DB.batch([
      env.DB.prepare(
        `insert into former_account (workspace_id, account_sid, auth_token, api_key_sid, api_key_secret, replaced_at)
           select workspace_id, account_sid, auth_token, api_key_sid, api_key_secret, 1 from carrier_account
           where workspace_id = ?`,
      ).bind(workspace.id),
      env.DB.prepare('update carrier_account set account_sid = ? where workspace_id = ?').bind(
        sid('AC'),
        workspace.id,
      ),
    ]);
    passes(MINUTE_MS);
    await ask(call.id);
    expect(await onRecord(call.id)).toMatchObject({ micros: 18_000, is_complete: 1 });
  });
});

describe('a spend limit', () => {
  test('of one person refuses their next call with a message, and nobody else’s', async () => {
    await limit({ memberSpendPerDay: 2 });
    const call = await over(rep);
    cost(call, '-0.00400', '-1.99600');
    await ask(call.id);
    const { refusal, detail } = await refusalOf(rep);
    expect(refusal).toEqual({
      reason: 'limit_reached',
      of: 'member',
      what: 'spend',
      limit: 2,
      currency: 'USD',
      timeZone: 'UTC',
    });
    expect(detail).toBe(
      'You have spent $2 on calls today, the limit for one person in this workspace. You can call again after midnight (UTC), or as soon as an admin raises the limit under Settings, Limits.',
    );
    expect((await dial(mate)).status).toBe(200);
    await limit({ memberSpendPerDay: 3 });
    expect((await dial(rep)).status).toBe(200);
  });

  test('of a workspace counts what everybody spent together', async () => {
    await limit({ workspaceSpendPerDay: 2 });
    for (const who of [rep, mate]) {
      const call = await over(who);
      cost(call, '-0.50000', '-0.50000');
      await ask(call.id);
    }
    expect((await refusalOf(owner)).refusal).toMatchObject({ of: 'workspace', what: 'spend', limit: 2 });
    expect((await refusalOf(owner)).detail).toContain('This workspace has spent $2 on calls today');
  });

  test('counts this workspace alone, even if another calls with the same account', async () => {
    const stranger = await makeRep(await makeWorkspace({ accountSid: rep.workspace.accountSid }));
    const strangerOwner = await makeRep(stranger.workspace, 'owner');
    await limit({ workspaceSpendPerDay: 1 });
    await limit({ workspaceSpendPerDay: 1 }, stranger);
    const call = await over(rep);
    cost(call, '-2', '-2');
    await ask(call.id);
    expect((await refusalOf(rep)).refusal).toMatchObject({ what: 'spend' });
    expect((await dial(stranger)).status).toBe(200);
    expect((await used(strangerOwner)).workspace.spend).toEqual([]);
  });

  test('applies to each currency separately when the account’s has changed', async () => {
    await limit({ workspaceSpendPerDay: 3 });
    for (const currency of ['usd', 'EUR']) {
      const call = await over(rep);
      cost(call, '-1', '-1', currency);
      await ask(call.id);
    }
    expect((await used()).workspace.spend).toEqual([
      { currency: 'EUR', micros: 2_000_000 },
      { currency: 'USD', micros: 2_000_000 },
    ]);
    expect((await dial(mate)).status).toBe(200);
    const call = await over(rep);
    cost(call, '-1', '-0', 'EUR');
    await ask(call.id);
    expect((await refusalOf(owner)).refusal).toMatchObject({ what: 'spend', currency: 'EUR', limit: 3 });
  });
});

describe('a forwarded caller', () => {
  const OURS = '+12125550177';
  const FORWARD = '+12125550777';
  const ring = (CallSid: string) =>
    webhook(rep.workspace, 'incoming', { CallSid, From: CUSTOMER, To: OURS, CallStatus: 'ringing' });
  const end = (CallSid: string) =>
    webhook(rep.workspace, 'incoming/forwarded', {
      CallSid,
      From: CUSTOMER,
      To: OURS,
      DialCallStatus: 'completed',
      DialCallDuration: '61',
    });
  const child = (price: string | null) => {
    carrier.onFind = ({ query }) =>
      Response.json({
        calls: query.get('ParentCallSid')
          ? [{ sid: sid('CA'), status: 'completed', price, price_unit: 'USD' }]
          : [],
      });
  };

  beforeEach(async () => {
    await makeNumber(rep.workspace, OURS);
    await env.DB.prepare('update number set forward_to = ? where e164 = ? and workspace_id = ?')
      .bind(FORWARD, OURS, rep.workspace.id)
      .run();
  });

  test('costs both legs, which count toward the workspace’s limit; then callers leave a message', async () => {
    await limit({ workspaceSpendPerDay: 1, memberSpendPerDay: 1 });
    const callSid = sid('CA');
    expect((await ring(callSid)).text).toContain(FORWARD);
    await end(callSid);
    const [row] = await owed(callSid);
    expect((row?.due_at ?? 0) - Date.now()).toBeLessThanOrEqual(MINUTE_MS);
    told.set(callSid, { price: '-0.00850' });
    child(null);
    await ask(callSid);
    expect(await used()).toMatchObject({ forwarded: { spend: [{ micros: 8500 }] }, unpriced: 1 });
    expect((await ring(sid('CA'))).text).toContain(FORWARD);
    child('-1.00000');
    await ask(callSid);
    expect((await used()).forwarded.spend).toEqual([{ currency: 'USD', micros: 1_008_500 }]);
    expect(await onRecord(callSid)).toMatchObject({ micros: 1_008_500, is_complete: 1 });
    expect((await ring(sid('CA'))).text).toContain('<Record');
    expect((await refusalOf(rep)).refusal).toMatchObject({ of: 'workspace', what: 'spend' });
  });

  test('is counted even if no webhook reported the end', async () => {
    const callSid = sid('CA');
    await ring(callSid);
    await vi.waitFor(async () => expect(await owed(callSid)).toHaveLength(1));
    const [row] = await owed(callSid);
    expect((row?.due_at ?? 0) - Date.now()).toBeLessThanOrEqual(4 * HOUR_MS);
    told.set(callSid, { price: '-0.00850' });
    child('-0.01400');
    await ask(callSid);
    expect(await onRecord(callSid)).toMatchObject({ micros: 22_500, is_complete: 1 });
  });

  test('whose call was never counted adds nothing to the day', async () => {
    const callSid = sid('CA');
    await end(callSid);
    told.set(callSid, { price: '-9' });
    child('-9');
    await ask(callSid);
    expect((await used()).workspace).toEqual({ calls: 0, minutes: 0, spend: [] });
  });
});
