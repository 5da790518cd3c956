import { afterEach, describe, expect, test } from 'vitest';
import { bareGuard } from '../../sandbox/carrier/guard.ts';
import { createVirtualTime } from '../../sandbox/carrier/time/virtual.ts';
import { BUSY, HUMAN, NOBODY, SILENT } from './engine-scene.ts';
import { OWNED, type Stand, startStand } from './engine-stand.ts';

const stands: Stand[] = [];
const stand = async (seed = 1) => {
  const made = await startStand({ time: 'virtual', ringScale: 1, seed });
  stands.push(made);
  return made;
};
afterEach(async () => {
  for (const each of stands.splice(0)) await each.stop();
});

const call = ({ client, hook }: Stand, to: string) =>
  client.calls.create({
    from: OWNED,
    to,
    url: hook('/voice'),
    timeout: 20,
    timeLimit: 3600,
    statusCallback: hook('/status'),
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  });

describe('virtual time', () => {
  test('lets an hour of talk be over at once, and dated as an hour', async () => {
    const on = await stand();
    on.application.twiml('/voice', '<Pause length="7200"/>');
    const { sid } = await call(on, SILENT);
    const leg = await on.ended(sid);
    expect(leg).toMatchObject({ status: 'completed', seconds: 3600, endedBy: 'carrier' });
    expect((leg.endedAt ?? 0) - (leg.answeredAt ?? 0)).toBe(3_600_000);
  });

  test('is billed by the started minute for talk, and not for ringing', async () => {
    const on = await stand();
    on.application.twiml('/voice', '<Pause length="61"/><Hangup/>');
    const talk = await on.ended((await call(on, SILENT)).sid);
    expect(talk).toMatchObject({ seconds: 61, billedSeconds: 120, costMicros: 28_000 });
    const ring = await on.ended((await call(on, NOBODY)).sid);
    expect(ring).toMatchObject({ seconds: 0, billedSeconds: 0, costMicros: 0 });
  });

  test('lets an unanswered call ring as long as requested, plus the five seconds Twilio adds', async () => {
    const on = await stand();
    const leg = await on.ended((await call(on, NOBODY)).sid);
    expect(leg).toMatchObject({ status: 'no-answer' });
    expect((leg.endedAt ?? 0) - (leg.ringingAt ?? 0)).toBe(25_000);
  });

  test('passes for speech to a caller', async () => {
    const on = await stand();
    on.application.twiml('/voice', `<Say>${'a long announcement '.repeat(20)}</Say>`);
    const leg = await on.ended((await call(on, SILENT)).sid);
    // About 60 ms per letter, 400 letters.
    expect(leg.seconds).toBeGreaterThan(15);
    expect(leg.seconds).toBeLessThan(40);
  });

  test('stands still while an application prepares its answer', async () => {
    const on = await stand();
    const { promise: thought, resolve: decide } = Promise.withResolvers<void>();
    let asked = () => {};
    const isAsked = new Promise<void>(done => {
      asked = done;
    });
    on.application.answers.set('/voice', async () => {
      asked();
      await thought;
      return { body: '<Response><Hangup/></Response>' };
    });
    const { sid } = await call(on, SILENT);
    await isAsked;
    // Nothing in the network moves, however many turns of the event loop pass.
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
    expect(on.leg(sid)?.endedAt).toBeUndefined();
    decide();
    expect(await on.ended(sid)).toMatchObject({ status: 'completed', seconds: 1 });
  });

  test('passes with a slow answer, and an answer slower than the address allows is ignored', async () => {
    const on = await stand();
    on.application.twiml('/voice', '<Hangup/>');
    on.application.twiml('/fallback', '<Hangup/>');
    const slow = (delayMs: number) =>
      on.carrier.control.faultWebhook({ on: { kind: 'twiml' }, does: { act: 'slow', delayMs } });
    slow(9000);
    expect(await on.ended((await call(on, SILENT)).sid)).toMatchObject({ status: 'completed', seconds: 9 });
    slow(20_000);
    const { sid } = await call(on, SILENT);
    expect(await on.ended(sid)).toMatchObject({ seconds: 15 });
    const asked = on.carrier.ledger().webhooks.filter(({ kind }) => kind === 'twiml');
    expect(asked.at(-1)?.attempts).toMatchObject([{ tookMs: 15_000, outcome: 'timeout' }]);
  });

  test('gives, under faults, the same ledger to the byte for the same seed, and another for another', async () => {
    const run = async (seed: number) => {
      const on = await stand(seed);
      on.application.twiml('/voice', '<Say>Good morning.</Say><Pause length="30"/>');
      on.carrier.control.faults({
        seed,
        webhooks: { drop: 0.2, double: 0.2, delay: 0.3, reorder: 0.2, slow: 0.3 },
      });
      await on.carrier.control.during(async () => {
        for (const to of [HUMAN, BUSY, SILENT, NOBODY, '+13125550142', '+14155550143']) await call(on, to);
      });
      for (const { sid } of on.carrier.ledger().legs) await on.ended(sid);
      on.carrier.control.calm();
      await on.carrier.control.webhooksSettled();
      // Every stand's application listens on a port of its own.
      return JSON.stringify(on.carrier.ledger())
        .replaceAll(encodeURIComponent(on.application.origin), 'APP')
        .replaceAll(on.application.origin, 'APP');
    };
    const first = await run(5);
    expect(await run(5)).toBe(first);
    expect(await run(6)).not.toBe(first);
  });
});

test('delays run in order of time, and at the same moment in the order they were set', async () => {
  const { timers, clock } = createVirtualTime(1000, { ringing: 1, processing: 1 }, bareGuard);
  const seen: string[] = [];
  const over = new Promise<void>(done => {
    timers.after(50, () => seen.push(`b ${clock.now()}`));
    timers.after(50, () => seen.push(`c ${clock.now()}`));
    timers.after(10, () => {
      seen.push(`a ${clock.now()}`);
      timers.after(0, () => seen.push(`a2 ${clock.now()}`));
    });
    timers.after(20, () => seen.push('never'))();
    // Enough that cancelled delays are discarded on the way.
    for (let n = 0; n < 5000; n++) timers.after(30, () => seen.push('never'))();
    timers.after(60, done);
  });
  await over;
  expect(seen).toEqual(['a 1010', 'a2 1010', 'b 1050', 'c 1050']);
});
