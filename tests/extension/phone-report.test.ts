import { afterEach, expect, it, vi } from 'vitest';
import { phoneReport } from '../../extension/diagnostics/phone-report.ts';
import type { PhoneState } from '../../extension/messages.ts';
import { watchTimers } from '../../extension/presence/timers.ts';
import { aBench, anAsk } from './phone-fixtures.ts';

afterEach(() => void vi.useRealTimers());

it('a phone reports the number that was refused, only while the number itself was the reason', async () => {
  const { dial } = await import('../../extension/calls/dial.ts');
  const bench = aBench();
  await dial(bench, anAsk());
  const refusedFor = (refused: NonNullable<PhoneState['call']>['refused']) => {
    const state = bench.store.state();
    if (!state.call) throw new Error('There is no call.');
    return phoneReport({ ...state, call: { ...state.call, refused } }, 'up', 0).refused;
  };
  expect(refusedFor({ reason: 'not_a_number', number: '555' })).toBe('555');
  expect(refusedFor({ reason: 'no_caller_id' })).toBeNull();
  expect(refusedFor({ reason: 'offline' })).toBeNull();
});

it('timers that the browser holds back are noticed, and forgotten after half an hour', async () => {
  vi.useFakeTimers();
  let heldMs = 0;
  const heldBackMs = watchTimers(() => performance.now() + heldMs);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heldBackMs()).toBe(0);
  heldMs = 45_000;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(heldBackMs()).toBe(45_000);
  await vi.advanceTimersByTimeAsync(29 * 60_000);
  expect(heldBackMs()).toBe(45_000);
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  expect(heldBackMs()).toBe(0);
});
