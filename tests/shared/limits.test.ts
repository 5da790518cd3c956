import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf } from '../../shared/workspace/day.ts';
import { type Limits, type Used, usedUp } from '../../shared/workspace/limits.ts';
import { MICROS } from '../../shared/workspace/spend.ts';

const NONE: Limits = {
  memberCallsPerDay: null,
  memberMinutesPerDay: null,
  workspaceCallsPerDay: null,
  workspaceMinutesPerDay: null,
  memberSpendPerDay: null,
  workspaceSpendPerDay: null,
};
const spend = fc.array(
  fc.record({ currency: fc.constantFrom('USD', 'EUR'), micros: fc.nat(1000 * MICROS) }),
  { maxLength: 2 },
);
const used = fc.record({ calls: fc.nat(1000), minutes: fc.nat(1000), spend });

describe('the daily allowance', () => {
  test('is used up exactly when one of its limits is reached', () => {
    const limit = fc.option(fc.integer({ min: 1, max: 1000 }));
    const limits = fc.record({
      memberCallsPerDay: limit,
      memberMinutesPerDay: limit,
      workspaceCallsPerDay: limit,
      workspaceMinutesPerDay: limit,
      memberSpendPerDay: limit,
      workspaceSpendPerDay: limit,
    });
    fc.assert(
      fc.property(limits, used, used, (each, member, workspace) => {
        const isReached = (is: number, most: number | null) => most !== null && is >= most;
        const isSpent = ({ spend }: Used, most: number | null) =>
          spend.some(({ micros }) => isReached(micros, most === null ? null : most * MICROS));
        expect(usedUp(each, member, workspace) !== undefined).toBe(
          isReached(member.calls, each.memberCallsPerDay) ||
            isReached(member.minutes, each.memberMinutesPerDay) ||
            isReached(workspace.calls, each.workspaceCallsPerDay) ||
            isReached(workspace.minutes, each.workspaceMinutesPerDay) ||
            isSpent(member, each.memberSpendPerDay) ||
            isSpent(workspace, each.workspaceSpendPerDay),
        );
      }),
    );
  });

  test('is unlimited unless a limit is set', () => {
    fc.assert(
      fc.property(used, used, (a, b) => {
        expect(usedUp(NONE, a, b)).toBeUndefined();
      }),
    );
  });
});

test.each([
  ['2026-11-29T23:59:59Z', 'UTC', '2026-11-29'],
  ['2026-11-30T00:00:00Z', 'UTC', '2026-11-30'],
  ['2026-11-30T04:59:59Z', 'America/New_York', '2026-11-29'],
  ['2026-11-29T11:00:00Z', 'Pacific/Auckland', '2026-11-30'],
  // Days on which the clocks change are ordinary days.
  ['2027-03-28T21:59:59Z', 'Europe/Berlin', '2027-03-28'],
  ['2027-03-28T22:00:00Z', 'Europe/Berlin', '2027-03-29'],
])('%s is, in %s, on %s', (at, timeZone, day) => {
  expect(dayOf(timeZone, Date.parse(at))).toBe(day);
});
