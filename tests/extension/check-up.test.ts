import { describe, expect, it } from 'vitest';
import { lineTest } from '../../extension/calls/line-test.ts';
import { createCheckUp, type Ports } from '../../extension/diagnostics/desk/check-up-model.ts';
import { err, ok } from '../../shared/result.ts';
import { DEVICES, LINE, WELL, WORKER } from './check-up-facts.ts';
import { aBench, anAsk } from './phone-fixtures.ts';

describe('running a check-up', () => {
  const ports = (over: Partial<Ports> = {}): Ports => {
    let asks = 0;
    return {
      browser: () => WELL.browser,
      isSignedIn: async () => true,
      askWorker: async () => ok({ ...WORKER, now: 1_000, lineTestAt: asks++ === 0 ? null : 5 }),
      callerId: async () => WELL.callerId,
      devices: async () => DEVICES,
      phone: async () => WELL.phone,
      isVpn: async () => false,
      testLine: async () => ok(LINE),
      repair: async () => undefined,
      now: () => 1_000,
      ...over,
    };
  };

  it('completes every check, in one run at a time', async () => {
    const model = createCheckUp(ports());
    await Promise.all([model.run(), model.run()]);
    expect([model.bad.value, model.warn.value, model.isRunning.value]).toEqual([0, 0, false]);
    expect(model.shown.value.every(({ state }) => state === 'good')).toBe(true);
  });

  it('notices that a line test did not reach the Worker when the recorded time of the test is old', async () => {
    const model = createCheckUp(ports({ askWorker: async () => ok({ ...WORKER, lineTestAt: 5 }) }));
    await model.run();
    expect(model.bad.value).toBe(1);
  });

  it('asks nothing more of an unreachable Worker', async () => {
    const asked: string[] = [];
    const model = createCheckUp(
      ports({
        askWorker: async () => err({ reason: 'offline' }),
        testLine: async () => {
          asked.push('line');
          return ok(LINE);
        },
      }),
    );
    await model.run();
    expect([model.bad.value, asked]).toEqual([1, []]);
  });

  it('happens again after a repair that may have worked, but not after one that opens another page', async () => {
    let runs = 0;
    const model = createCheckUp(
      ports({
        isSignedIn: async () => {
          runs += 1;
          return true;
        },
      }),
    );
    await model.repair({ do: 'reconnect' });
    await model.repair({ go: 'numbers' });
    expect(runs).toBe(1);
  });
});

describe('a test of the line', () => {
  it('calls with a ticket that rings nobody, listens, hangs up and reports what it heard', async () => {
    const bench = aBench();
    const testing = lineTest(bench);
    await expect.poll(() => bench.connected.length).toBe(1);
    expect(bench.connected[0]?.ticket).toBe('line-test');
    bench.connected[0]?.events.onUp();
    bench.connected[0]?.events.onGone(null);
    expect(await testing).toMatchObject({ ok: true, value: { isUp: true, failure: null } });
    expect(bench.testing).toBeNull();
  });

  it('ends at once when the rep dials, because the call comes first', async () => {
    const bench = aBench();
    const testing = lineTest(bench);
    await expect.poll(() => bench.connected.length).toBe(1);
    const stopped = bench.testing?.stop();
    expect(bench.connected[0]?.disconnected).toBe(true);
    bench.connected[0]?.events.onGone(null);
    await stopped;
    expect(await testing).toMatchObject({ ok: true, value: { isUp: false } });
  });

  it('is not made during a call, nor without a microphone', async () => {
    const bench = aBench();
    bench.access = 'refused';
    expect(await lineTest(bench)).toEqual(err({ reason: 'microphone', cause: 'refused' }));
    bench.access = 'granted';
    const { dial } = await import('../../extension/calls/dial.ts');
    await dial(bench, anAsk());
    expect(await lineTest(bench)).toEqual(err({ reason: 'in_call' }));
  });
});
