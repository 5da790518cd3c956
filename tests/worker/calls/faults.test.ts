/** Every write of a call to its record fails once, before or after it took effect; the final row is the same. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { longer } from '../../runs.ts';
import { ACall, later } from '../a-call.ts';
import { created, FakeCarrier } from '../fake-carrier.ts';
import { makeRep, type Rep, sid } from '../kit.ts';

type Fault = { readonly nth: number; readonly when: 'before' | 'after' };

let carrier: FakeCarrier;
let rep: Rep;
let writes = 0;

beforeEach(async () => {
  carrier = new FakeCarrier();
  carrier.onCreate = asked => created(sid('CA'))(asked);
  rep = await makeRep();
});
afterEach(() => void vi.useRealTimers());

/** The database, except that its nth batch fails: either nothing was written, or the answer was lost. */
const failing = (database: D1Database, fault: Fault | undefined): D1Database =>
  new Proxy(database, {
    get: (target, name) => {
      if (name !== 'batch') {
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return async (statements: D1PreparedStatement[]) => {
        writes += 1;
        const isNow = fault?.nth === writes;
        if (isNow && fault?.when === 'before') throw new Error('D1_ERROR: Network connection lost.');
        const results = await target.batch(statements);
        if (isNow) throw new Error('D1_ERROR: Network connection lost.');
        return results;
      };
    },
  });

const stubOf = (call: ACall) => env.LIVE_CALL.get(env.LIVE_CALL.idFromName(call.id));

const withFault = (call: ACall, fault: Fault | undefined) =>
  runInDurableObject(stubOf(call), instance => {
    Reflect.set(instance, 'env', { ...env, DB: failing(env.DB, fault) });
  });

/** Runs what is due: the alarm repeats a failed write. */
const settle = async (call: ACall): Promise<void> => {
  const stub = stubOf(call);
  await vi.waitFor(
    async () => {
      await runDurableObjectAlarm(stub);
      const live = await stub.view(rep.workspace.id);
      const row = await env.DB.prepare('select version from call where id = ?').bind(call.id).first();
      expect(row?.version).toBe(live?.version);
    },
    { timeout: 15_000 },
  );
};

type Tale = { readonly fault?: Fault; readonly evict?: boolean; readonly late?: boolean };

/** A complete call under a fault; its row, with times relative to `base`, and how often the customer was rung. */
const rowAfter = async ({ fault, evict, late }: Tale): Promise<string> => {
  const call = await ACall.dialled(rep, '+12125550100');
  writes = 0;
  await withFault(call, fault);
  const base = Math.ceil(Date.now() / 1000) * 1000 + 60_000;
  await call.connect();
  await call.toRoom(call.participant('participant-join', call.repSid, 0, base));
  await vi.waitFor(async () =>
    expect((await stubOf(call).view(rep.workspace.id))?.customerCallSid).toBeDefined(),
  );
  const leg = (await stubOf(call).view(rep.workspace.id))?.customerCallSid ?? '';
  const steps = [
    () => call.toCustomer(call.customer('ringing', leg, 1, base + 3_000)),
    () => call.toCustomer(call.customer('in-progress', leg, 2, base + 6_000)),
    () => call.toCustomer(call.customer('completed', leg, 3, base + 20_000)),
  ];
  for (const step of steps) {
    expect((await step()).status).toBe(204);
    if (evict) await evictDurableObject(stubOf(call));
    else if (!late) await settle(call);
  }
  if (late) await later(call, 600_000);
  await settle(call);
  const row = await env.DB.prepare('select * from call where id = ?').bind(call.id).first();
  const rows = await env.DB.prepare('select count(*) as n from call where id = ?').bind(call.id).first();
  const at = (name: string) => Number(row?.[name] ?? 0) - base;
  const { phase, end_reason, ended_by, on_hold } = row ?? {};
  vi.useRealTimers();
  return JSON.stringify({
    ...{ phase, end_reason, ended_by, on_hold },
    times: ['ringing_at', 'answered_at', 'ended_at'].map(at),
    rung: carrier.rung(call.room).length,
    rows: rows?.n,
  });
};

describe('a call under faults', () => {
  test(
    'leaves the same row, and nothing twice, when any one of its writes fails, before or after it took effect',
    async () => {
      const untroubled = await rowAfter({});
      expect(JSON.parse(untroubled)).toMatchObject({
        phase: 'ended',
        end_reason: 'completed',
        rung: 1,
        rows: 1,
      });
      const most = writes;
      expect(most).toBeGreaterThan(3);
      for (let nth = 1; nth <= most; nth += 1)
        for (const when of ['before', 'after'] as const)
          expect(await rowAfter({ fault: { nth, when } }), `${when} write ${nth}`).toBe(untroubled);
    },
    longer(120_000),
  );

  test(
    'leaves the same row when its object is restarted after each step, or its alarm is ten minutes late',
    async () => {
      const untroubled = await rowAfter({});
      expect(await rowAfter({ evict: true })).toBe(untroubled);
      expect(await rowAfter({ late: true, fault: { nth: 2, when: 'before' } })).toBe(untroubled);
    },
    longer(60_000),
  );
});
