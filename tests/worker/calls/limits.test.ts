/** How much a workspace may call in a day: claimed together with the line, so that no dial bypasses the limit. */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dial as dialEndpoint } from '../../../shared/calls/contract.ts';
import type { ReplyOf } from '../../../shared/endpoint.ts';
import type { usageToday } from '../../../shared/usage/contract.ts';
import { dayOf } from '../../../shared/workspace/day.ts';
import { usualHours } from '../../../shared/workspace/hours.ts';
import { type LimitName, USUAL_LIMITS } from '../../../shared/workspace/limits.ts';
import { sha256 } from '../../../worker/platform.ts';
import { repeated } from '../../runs.ts';
import { ACall, type Dialled, dial, intentTo, type Refused, talking } from '../a-call.ts';
import { created, FakeCarrier } from '../fake-carrier.ts';
import { api, CUSTOMER, makeNumber, makeRep, type Rep, sid, webhook } from '../kit.ts';

const MINUTE_MS = 60_000;

let carrier: FakeCarrier;
let rep: Rep;
let mate: Rep;
let owner: Rep;

beforeEach(async () => {
  carrier = new FakeCarrier();
  rep = await makeRep();
  [mate, owner] = await Promise.all([makeRep(rep.workspace), makeRep(rep.workspace, 'owner')]);
});
afterEach(() => void vi.useRealTimers());

const limit = (limits: Partial<Record<LimitName, number | null>>, timeZone?: string) =>
  env.DB.prepare('update workspace set dialing = ?, hours = ? where id = ?')
    .bind(JSON.stringify(limits), timeZone ? JSON.stringify(usualHours(timeZone)) : null, rep.workspace.id)
    .run();
const used = async () =>
  (await api<ReplyOf<typeof usageToday>>('GET', '/v1/usage/today', { token: owner.token })).body;
const reachedBy = async (who: Rep) => (await dial<Refused>(who)).body;

/** A call that is dialled and ended at once. */
const dialAndEnd = async (who: Rep): Promise<void> => {
  const call = await ACall.dialled(who);
  await call.hangUp();
  await vi.waitFor(async () => expect((await call.onRecord()).phase).toBe('ended'), { timeout: 15_000 });
};
/** A call that was answered that many minutes ago. */
const talkingFor = async (who: Rep, minutes: number): Promise<{ call: ACall; customerSid: string }> => {
  const customerSid = sid('CA');
  carrier.onCreate = created(customerSid);
  const call = await talking(who, carrier, customerSid);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * MINUTE_MS });
  return { call, customerSid };
};

describe('the calls of a day', () => {
  test('of one person are limited, and everyone else can still call', async () => {
    await limit({ memberCallsPerDay: 2 });
    await dialAndEnd(rep);
    await dialAndEnd(rep);
    const { refusal, detail } = await reachedBy(rep);
    expect(refusal).toEqual({
      reason: 'limit_reached',
      of: 'member',
      what: 'calls',
      limit: 2,
      timeZone: 'UTC',
    });
    expect(detail).toBe(
      'You have made 2 calls today, the limit for one person in this workspace. You can call again after midnight (UTC), or as soon as an admin raises the limit under Settings, Limits.',
    );
    expect((await dial(mate)).status).toBe(200);
    await limit({ memberCallsPerDay: 3 });
    expect((await dial(rep)).status).toBe(200);
  });

  test(
    'of a workspace are limited: when many dial at once, only as many calls as are left get through',
    repeated(),
    async () => {
      await limit({ workspaceCallsPerDay: 3 });
      const reps = await Promise.all(Array.from({ length: 8 }, () => makeRep(rep.workspace)));
      const answers = await Promise.all(reps.map(each => dial<Dialled & Refused>(each)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
      for (const { status, body } of answers.filter(each => each.status !== 200)) {
        expect([status, body.refusal]).toMatchObject([
          429,
          { reason: 'limit_reached', of: 'workspace', what: 'calls', limit: 3 },
        ]);
      }
      expect((await used()).workspace.calls).toBe(3);
    },
  );

  test('count once each, however often the same dial is sent', async () => {
    await limit({ memberCallsPerDay: 1 });
    const key = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => dial(rep, CUSTOMER, key)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await used()).workspace.calls).toBe(1);
  });

  test('are opened calls: one that failed before that does not count, nor open next to a later one', async () => {
    await limit({ memberCallsPerDay: 1 });
    const { intent } = dialEndpoint.request.parse({ intent: intentTo(CUSTOMER) });
    const key = crypto.randomUUID();
    const budget = { day: dayOf('UTC', Date.now()), limits: { ...USUAL_LIMITS, memberCallsPerDay: 1 } };
    await env.SWITCHBOARD.get(env.SWITCHBOARD.idFromName(rep.workspace.id)).claimLine(
      rep.memberId,
      key,
      await sha256(JSON.stringify(intent)),
      null,
      budget,
    );
    expect((await reachedBy(rep)).refusal.reason).toBe('already_dialing');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    const call = await ACall.dialled(rep);
    const late = await dial<Refused>(rep, CUSTOMER, key);
    expect([late.status, late.body.refusal]).toMatchObject([
      409,
      { reason: 'already_dialing', call: { id: call.id } },
    ]);
    expect((await used()).workspace.calls).toBe(1);
  });

  test('are counted by the date in the workspace’s time zone', async () => {
    await limit({ memberCallsPerDay: 1 });
    await dialAndEnd(rep);
    expect((await reachedBy(rep)).refusal).toMatchObject({ reason: 'limit_reached', timeZone: 'UTC' });
    // At any moment, the date in one of them differs.
    const elsewhere = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].find(
      zone => dayOf(zone, Date.now()) !== dayOf('UTC', Date.now()),
    );
    await limit({ memberCallsPerDay: 1 }, elsewhere);
    expect(await used()).toMatchObject({ workspace: { calls: 0 }, timeZone: elsewhere });
    await dialAndEnd(rep);
    expect((await reachedBy(rep)).refusal).toMatchObject({ reason: 'limit_reached', timeZone: elsewhere });
  });
});

describe('the minutes of a day', () => {
  test('include the call in progress, which is not cut off; the next is refused', async () => {
    await limit({ memberMinutesPerDay: 5, workspaceMinutesPerDay: 5 });
    const { call, customerSid } = await talkingFor(rep, 6);
    const { refusal, detail } = await reachedBy(mate);
    expect(refusal).toMatchObject({ reason: 'limit_reached', of: 'workspace', what: 'minutes', limit: 5 });
    expect(detail).toContain('This workspace has made 5 minutes of calls today');
    expect((await call.onRecord()).phase).toBe('active');
    expect(carrier.ended(customerSid)).toBe(false);
    expect((await used()).members).toMatchObject([{ id: rep.memberId, name: 'Robin Rep', calls: 1 }]);
    expect((await used()).members[0]?.minutes).toBeGreaterThanOrEqual(6);

    await call.toCustomer(call.customer('completed', customerSid, 9, Date.now(), { CallDuration: '361' }));
    await vi.waitFor(async () => expect((await call.onRecord()).phase).toBe('ended'), { timeout: 15_000 });
    expect((await used()).workspace).toEqual({ calls: 1, minutes: 7, spend: [] });
    await limit({ workspaceMinutesPerDay: 8 });
    expect((await dial(mate)).status).toBe(200);
  });
});

describe('forwarded callers', () => {
  const OURS = '+12125550177';
  const FORWARD = '+12125550777';
  const ring = (CallSid = sid('CA')) =>
    webhook(rep.workspace, 'incoming', { CallSid, From: CUSTOMER, To: OURS, CallStatus: 'ringing' });

  beforeEach(async () => {
    await makeNumber(rep.workspace, OURS);
    await env.DB.prepare('update number set forward_to = ? where e164 = ? and workspace_id = ?')
      .bind(FORWARD, OURS, rep.workspace.id)
      .run();
  });

  test('count once each toward the workspace’s limit, and leave a message once it is reached', async () => {
    await limit({ workspaceCallsPerDay: 2, memberCallsPerDay: 1 });
    const first = sid('CA');
    expect((await ring(first)).text).toContain(FORWARD);
    expect((await ring(first)).text).toContain(FORWARD);
    expect((await ring()).text).toContain(FORWARD);
    expect((await ring()).text).toContain('<Record');
    expect((await reachedBy(rep)).refusal).toMatchObject({ of: 'workspace', what: 'calls' });
    await webhook(rep.workspace, 'incoming/forwarded', {
      CallSid: first,
      From: CUSTOMER,
      To: OURS,
      DialCallStatus: 'completed',
      DialCallDuration: '61',
    });
    const { forwarded, workspace } = await used();
    expect([forwarded.calls, Math.floor(forwarded.minutes)]).toEqual([2, 2]);
    expect(workspace.calls).toBe(2);
  });
});

test('usage of past days is deleted', async () => {
  const stub = env.SWITCHBOARD.get(env.SWITCHBOARD.idFromName(rep.workspace.id));
  const limits = {
    memberCallsPerDay: null,
    memberMinutesPerDay: null,
    workspaceCallsPerDay: null,
    workspaceMinutesPerDay: null,
    memberSpendPerDay: null,
    workspaceSpendPerDay: null,
  };
  for (const day of ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04'])
    expect(await stub.claimForward(`CA-${day}`, { day, limits })).toBeNull();
  const days = await runInDurableObject(stub, (_, state) =>
    state.storage.sql.exec('select day from used_day order by day').toArray(),
  );
  expect(days).toEqual([{ day: '2026-11-03' }, { day: '2026-11-04' }]);
});
