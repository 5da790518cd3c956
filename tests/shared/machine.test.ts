import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Phase } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import { merge } from '../../shared/calls/machine.ts';
import { runs } from '../runs.ts';
import { facts, RANK, shuffler } from './facts.ts';

const SETS = 2_500;
const ORDERS = 48;

describe('the machine of a call', () => {
  it('gives the same state for any order and any duplication of the same facts', () => {
    let seen = 0;
    fc.assert(
      fc.property(facts, fc.integer(), (set, seed) => {
        const state = JSON.stringify(merge(set));
        const { below, shuffle } = shuffler(seed);
        for (let order = 0; order < ORDERS; order++) {
          const again = set.filter(() => below(3) === 0);
          if (JSON.stringify(merge(shuffle([...set, ...again]))) !== state) return false;
          seen++;
        }
        return true;
      }),
      { numRuns: runs(SETS) },
    );
    expect(seen).toBeGreaterThanOrEqual(100_000);
  });

  it('only moves forward as facts arrive, and ends the same for any order and repetition [F025.5]', () => {
    fc.assert(
      fc.property(facts, fc.integer(), (set, seed) => {
        const { below, shuffle } = shuffler(seed);
        const arriving = shuffle([...set, ...set.filter(() => below(3) === 0)]);
        const ranks = arriving.map((_, index) => RANK[merge(arriving.slice(0, index + 1)).phase]);
        if (JSON.stringify(merge(arriving)) !== JSON.stringify(merge(set))) return false;
        return ranks.every((rank, index) => index === 0 || rank >= (ranks[index - 1] ?? 0));
      }),
      { numRuns: runs(20_000) },
    );
  });

  it('knows six phases and no others [F025.1]', () => {
    expect(Object.keys(RANK)).toEqual(Phase.options);
    fc.assert(fc.property(facts, set => Phase.safeParse(merge(set).phase).success));
  });

  it('never loses a known time, and only moves it earlier', () => {
    fc.assert(
      fc.property(facts, set => {
        const states = set.map((_, index) => merge(set.slice(0, index + 1)));
        return (['openedAt', 'ringingAt', 'answeredAt', 'endedAt'] as const).every(time =>
          states.every((state, index) => {
            const earlier = states[index - 1]?.[time];
            return earlier === undefined || (state[time] ?? Number.POSITIVE_INFINITY) <= earlier;
          }),
        );
      }),
      { numRuns: runs(10_000) },
    );
  });

  it('gives the same row after any loss, once the carrier has been asked', () => {
    fc.assert(
      fc.property(facts, fc.integer(), (set, seed) => {
        const { below, shuffle } = shuffler(seed);
        const arrived = shuffle(set.filter(() => below(2) === 0));
        expect(merge([...arrived, ...shuffle(set)])).toEqual(merge(set));
      }),
      { numRuns: runs(5_000) },
    );
  });

  it('uses a late fact to fill its gap, and changes nothing else', () => {
    const late: Fact = { kind: 'leg.ringing', party: 'customer', key: 'ringing', at: 2 };
    const others: Fact[] = [
      { kind: 'dial.opened', key: 'opened', at: 1 },
      { kind: 'leg.answered', party: 'customer', key: 'answered', at: 5 },
      { kind: 'leg.ended', party: 'customer', how: 'completed', key: 'ended', at: 9 },
    ];
    expect(merge([...others, late])).toEqual({ ...merge(others), ringingAt: 2 });
  });
});
