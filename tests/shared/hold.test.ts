import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../shared/calls/facts.ts';
import { holdOf } from '../../shared/calls/hold.ts';
import { runs } from '../runs.ts';
import { facts, shuffler } from './facts.ts';

const wanted = (turn: number, on: boolean, at: number, key = `${turn}`): Fact => ({
  kind: 'hold.wanted',
  party: 'rep1',
  key,
  at,
  on,
  turn,
});
const failed = (turn: number): Fact => ({
  kind: 'hold.wanted',
  party: 'rep1',
  key: 'f',
  at: 9,
  on: false,
  turn,
  failed: true,
});

describe('a rep’s hold', () => {
  it('is the same for any order and any duplication of the facts', () => {
    fc.assert(
      fc.property(facts, fc.boolean(), fc.integer(), (set, isHeld, seed) => {
        const { below, shuffle } = shuffler(seed);
        const again = shuffle([...set, ...set.filter(() => below(3) === 0)]);
        expect(holdOf(again, 'rep1', isHeld)).toEqual(holdOf(set, 'rep1', isHeld));
      }),
      { numRuns: runs(20_000) },
    );
  });

  it('is what the request with the highest turn says, whatever the clocks say', () => {
    const late = wanted(3, true, 100);
    const last = wanted(4, false, 50);
    expect(holdOf([last, late], 'rep1', true)).toEqual({ state: 'resuming', turn: 4, at: 50 });
    expect(holdOf([last, late], 'rep1', false)).toEqual({ state: 'off', turn: 4, at: 50 });
    expect(holdOf([last, late], 'rep2', true)).toBeUndefined();
  });

  it('is on only once the customer is held, and off only once they are not', () => {
    expect(holdOf([wanted(1, true, 1)], 'rep1', false)?.state).toBe('holding');
    expect(holdOf([wanted(1, true, 1)], 'rep1', true)?.state).toBe('on');
    expect(holdOf([wanted(1, true, 1), failed(1.5)], 'rep1', false)?.state).toBe('failed');
    // The carrier did it after all: it is being undone.
    expect(holdOf([wanted(1, true, 1), failed(1.5)], 'rep1', true)?.state).toBe('resuming');
    expect(holdOf([wanted(1, true, 1), failed(1.5), wanted(2, true, 1)], 'rep1', true)?.state).toBe('on');
  });
});
