/**
 * Durable Objects outlive releases: this release must open what earlier ones stored. Each release that changes the
 * stored form adds a sample of it to `stored/`.
 */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CallId, type MemberId } from '../../shared/ids.ts';
import { CALL_SCHEMA } from '../../worker/calls/call-schema.ts';
import { SWITCHBOARD_SCHEMA } from '../../worker/presence/switchboard-schema.ts';
import { dial, type Refused } from './a-call.ts';
import { opened } from './a-socket.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { ACCOUNT, api, makeRep, makeWorkspace, type Rep, sid, webhook } from './kit.ts';
import overSql from './stored/2026-11-call-over.sql?raw';
import liveSql from './stored/2026-11-live-call.sql?raw';
import switchboardSql from './stored/2026-11-switchboard.sql?raw';
import limitsSql from './stored/2026-11-switchboard-limits.sql?raw';

// The ids in the stored rows. Each test stores the rows under ids of its own.
const STORED = {
  workspace: 'ws_zsrpftbjkgpzyrpw5eqf13qhjg',
  member: 'mem_f0c4v2fk9spfm4463z4hcmg354',
  mate: 'mem_8sjt8m8yen7kxjbhhg8v9xazh5',
  call: 'call_y55fgf0bpchqf3xv6cxr4w68f2',
  customer: 'CA91cfe7a433ab6e178e73c9d8809b0ea4',
  rep: 'CA93e0ed402e992e9a1fc23e38041d01cb',
  webhookKey: '4xkxjw6gagkggz4ev91pddke3q',
};
// A few minutes after the stored call's answer.
const NOW = 1_795_997_300_000;

let carrier: FakeCarrier;
let rep: Rep;
let mate: Rep;
let callId: CallId;
let customerSid: string;

beforeEach(async () => {
  vi.useRealTimers();
  carrier = new FakeCarrier();
  carrier.onCall = ({ path }) =>
    Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
  rep = await makeRep(await makeWorkspace({ accountSid: sid('AC') }));
  mate = await makeRep(rep.workspace);
  callId = CallId.parse(`call_${crypto.randomUUID().replaceAll('-', '').slice(0, 26)}`);
  customerSid = sid('CA');
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => void vi.useRealTimers());

const liveCall = () => env.LIVE_CALL.get(env.LIVE_CALL.idFromName(callId));
const switchboard = () => env.SWITCHBOARD.get(env.SWITCHBOARD.idFromName(rep.workspace.id));

const ours = (sql: string): string =>
  sql
    .replaceAll(STORED.workspace, rep.workspace.id)
    .replaceAll(ACCOUNT.accountSid, rep.workspace.accountSid)
    .replaceAll(STORED.webhookKey, rep.workspace.webhookKey)
    .replaceAll(STORED.member, rep.memberId)
    .replaceAll(STORED.mate, mate.memberId)
    .replaceAll(STORED.customer, customerSid)
    .replaceAll(STORED.call, callId);

const store = (stub: DurableObjectStub, sql: string) =>
  runInDurableObject(stub, (_, { storage }) => void storage.sql.exec(ours(sql)));

const versionOf = (stub: DurableObjectStub) =>
  runInDurableObject(stub, (_, { storage }) =>
    storage.sql.exec<{ version: number }>('select version from schema_version').one(),
  );

describe('data from the release before storage had a version', () => {
  test('opens as the same call, which continues to its end', async () => {
    await store(liveCall(), liveSql);
    expect(await liveCall().view(rep.workspace.id)).toMatchObject({
      id: callId,
      memberId: rep.memberId,
      phase: 'active',
      answeredAt: 1_795_997_059_349,
      muted: false,
      onHold: false,
      linked: true,
      recording: 'on',
      customerCallSid: customerSid,
      version: 28,
    });
    expect(await versionOf(liveCall())).toEqual({ version: CALL_SCHEMA.length });

    const hungUp = await api<object>('POST', `/v1/calls/${callId}/hang-up`, { token: rep.token });
    expect(hungUp.body).toMatchObject({ call: { phase: 'ended', endReason: 'completed', endedBy: 'rep' } });
    await vi.waitFor(() => {
      expect(carrier.ended(STORED.rep)).toBe(true);
      expect(carrier.ended(customerSid)).toBe(true);
    });
    // The stale leg was ended by the earlier release.
    expect(carrier.ended('CA584855e9f5ec1a07db80abf52e8b7195')).toBe(false);
    await vi.waitFor(async () => {
      const row = await env.DB.prepare('select phase, end_reason, version from call where id = ?').bind(
        callId,
      );
      expect(await row.first()).toMatchObject({ phase: 'ended', end_reason: 'completed' });
    });
  });

  test('opens as a call that accepts the carrier’s webhooks as before', async () => {
    await store(liveCall(), liveSql);
    const form = {
      CallSid: customerSid,
      CallStatus: 'completed',
      To: '+12125550100',
      SequenceNumber: '3',
      CallDuration: '200',
      Timestamp: new Date(NOW).toUTCString().replace('GMT', '+0000'),
    };
    expect((await webhook(rep.workspace, `calls/${callId}/customer`, form)).status).toBe(204);
    expect(await liveCall().view(rep.workspace.id)).toMatchObject({ phase: 'ended', endedBy: 'customer' });
  });

  test('opens as a call that was over, and is deleted after its retention time', async () => {
    await store(liveCall(), overSql);
    expect(await liveCall().view(rep.workspace.id)).toMatchObject({
      phase: 'ended',
      endedBy: 'rep',
      version: 31,
    });
    await runInDurableObject(liveCall(), (_, { storage }) => storage.setAlarm(NOW + 8 * 24 * 60 * 60_000));
    vi.useFakeTimers({ toFake: ['Date'], now: NOW + 8 * 24 * 60 * 60_000 });
    await runDurableObjectAlarm(liveCall());
    expect(await liveCall().view(rep.workspace.id)).toBeNull();
  });

  test('opens as the same lines, dial keys and watches', async () => {
    await store(switchboard(), switchboardSql);
    expect(await switchboard().callsUnderWay()).toBe(2);
    expect(await switchboard().callOf(rep.workspace.id, rep.memberId)).toMatchObject({ id: callId });
    const socket = await opened(rep);
    await vi.waitFor(() => expect(socket.frames[0]).toMatchObject({ type: 'hello', call: { id: callId } }));
    expect(await versionOf(switchboard())).toEqual({ version: SWITCHBOARD_SCHEMA.length });
    const again = await switchboard().claimLine(rep.memberId, '', '', null);
    expect(again).toMatchObject({ kind: 'busy', callId });
  });
});

describe('data from the release that limits calls and minutes', () => {
  test('counts as before, accepts the cost of its calls, and awaits no price of a call that was over', async () => {
    await store(switchboard(), limitsSql);
    const day = '2026-11-30';
    const before = await switchboard().usage(day);
    expect(before.unpriced).toBe(1);
    expect(before.used[rep.memberId]).toEqual({ calls: 1, minutes: 3, spend: [] });
    expect(before.used.forwarded).toEqual({ calls: 1, minutes: 1, spend: [] });
    const leg = { leg: STORED.customer, currency: 'USD', micros: 42_000 };
    await switchboard().priceKnown(callId, { legs: [leg], isComplete: true });
    const after = await switchboard().usage(day);
    expect(after.unpriced).toBe(1);
    expect(after.used[rep.memberId]?.spend).toEqual([{ currency: 'USD', micros: 42_000 }]);
    expect(await versionOf(switchboard())).toEqual({ version: SWITCHBOARD_SCHEMA.length });
  });
});

describe('data from the release that counted prices by call, not by leg', () => {
  test('counts once when the prices of all legs are reported', async () => {
    const day = '2026-11-30';
    await store(switchboard(), limitsSql);
    await switchboard().callsUnderWay();
    await runInDurableObject(switchboard(), (_, { storage: { sql } }) => {
      sql.exec('update used_call set spend_micros = 14000, is_priced = 0 where id = ?', callId);
      sql.exec('insert into used_spend values (?, ?, ?, 14000)', day, rep.memberId, 'USD');
    });
    const legs = [
      { leg: STORED.customer, currency: 'USD', micros: 14_000 },
      { leg: STORED.rep, currency: 'USD', micros: 4000 },
    ];
    for (let n = 0; n < 2; n += 1) await switchboard().priceKnown(callId, { legs, isComplete: true });
    const { used } = await switchboard().usage(day);
    expect(used[rep.memberId]?.spend).toEqual([{ currency: 'USD', micros: 18_000 }]);
  });
});

/** A line whose view was stored by a different release. */
const strangeLine = async (memberId: MemberId) => {
  await store(liveCall(), liveSql);
  await runInDurableObject(switchboard(), async (instance, { storage }) => {
    await instance.claimLine(memberId, 'k', 'h', null);
    storage.sql.exec(
      'update line set call_id = ?, view = ? where member_id = ?',
      callId,
      JSON.stringify({ id: callId, parties: [], state: 'talking' }),
      memberId,
    );
  });
};

describe('a line that shows a call in a form this release does not know', () => {
  test('does not disturb colleagues’ dials under a limit of concurrent calls, and counts as one call', async () => {
    await strangeLine(rep.memberId);
    expect(await switchboard().callsUnderWay()).toBe(1);
    await env.DB.prepare('update carrier_account set most_calls = 2 where workspace_id = ?')
      .bind(rep.workspace.id)
      .run();
    const third = await makeRep(rep.workspace);
    expect((await dial(mate)).status).toBe(200);
    expect((await dial<Refused>(third)).body.refusal).toEqual({ reason: 'too_many_calls', most: 2 });
    vi.useFakeTimers({ toFake: ['Date'], now: NOW + 6 * 60 * 60_000 });
    expect(await switchboard().callsUnderWay()).toBe(1);
  });

  test('shows the state read from the call itself, and then its next news', async () => {
    await strangeLine(rep.memberId);
    const socket = await opened(rep);
    await vi.waitFor(() =>
      expect(socket.frames[0]).toMatchObject({ type: 'hello', call: { id: callId, phase: 'active' } }),
    );
    await api('POST', `/v1/calls/${callId}/hang-up`, { token: rep.token });
    await vi.waitFor(() => expect(socket.frames.at(-1)).toMatchObject({ call: { phase: 'ended' } }));
    expect((await dial(rep)).status).toBe(200);
  });
});
