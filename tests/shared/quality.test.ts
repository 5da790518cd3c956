import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { GOOD_MOS, mosOf, POOR_MOS } from '../../shared/diagnostics/quality.ts';

it('quality is good on a clear line, fair on a slow one and poor on one that loses packets', () => {
  expect(mosOf({ roundTripMs: 20, jitterMs: 2, lost: 0 })).toBeGreaterThan(4.3);
  expect(mosOf({ roundTripMs: 20, jitterMs: 2, lost: 0 })).toBeLessThanOrEqual(4.42);
  expect(mosOf({ roundTripMs: 250, jitterMs: 20, lost: 0.01 })).toBeLessThan(GOOD_MOS);
  expect(mosOf({ roundTripMs: 250, jitterMs: 20, lost: 0.01 })).toBeGreaterThan(POOR_MOS);
  expect(mosOf({ roundTripMs: 300, jitterMs: 40, lost: 0.1 })).toBeLessThan(POOR_MOS);
  expect(mosOf({ roundTripMs: 5_000, jitterMs: 500, lost: 1 })).toBe(1);
});

it('quality is never rated higher for a line that got worse in any way', () => {
  const measure = fc.record({
    roundTripMs: fc.double({ min: 0, max: 2_000, noNaN: true }),
    jitterMs: fc.double({ min: 0, max: 300, noNaN: true }),
    lost: fc.double({ min: 0, max: 0.2, noNaN: true }),
  });
  fc.assert(
    fc.property(measure, measure, (one, other) => {
      const worse = {
        roundTripMs: Math.max(one.roundTripMs, other.roundTripMs),
        jitterMs: Math.max(one.jitterMs, other.jitterMs),
        lost: Math.max(one.lost, other.lost),
      };
      expect(mosOf(worse)).toBeLessThanOrEqual(mosOf(one) + 1e-9);
      expect(mosOf(worse)).toBeGreaterThanOrEqual(1);
    }),
  );
});
