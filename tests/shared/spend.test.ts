import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addSpends, MICROS, microsOf, spendLimitWords, spendWords } from '../../shared/workspace/spend.ts';

describe('a price from the carrier', () => {
  test.each([
    ['-0.00850', 8_500],
    ['-0.014', 14_000],
    ['0.00000', 0],
    ['-0', 0],
    ['0.00850', -8_500],
    ['12', -12_000_000],
    ['0.0000001', 0],
    ['0.1234569', -123_456],
    ['-12', 12_000_000],
    ['-1.5', 1_500_000],
    ['-0.0000001', 1],
    ['-0.1234560', 123_456],
    ['', undefined],
    ['free', undefined],
    ['-1e3', undefined],
    ['-1,5', undefined],
    ['--1', undefined],
  ])('of "%s" is %s micro-units', (price, micros) => {
    expect(microsOf(price)).toBe(micros);
  });

  test('is read exactly, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900_000_000 }),
        fc.integer({ min: 0, max: MICROS - 1 }),
        (whole, part) => {
          const price = `${whole}.${String(part).padStart(6, '0')}`;
          const micros = whole * MICROS + part;
          expect(microsOf(`-${price}`)).toBe(micros);
          // A credit is a charge of the same amount with the opposite sign.
          expect((microsOf(price) ?? Number.NaN) + micros).toBe(0);
        },
      ),
    );
  });
});

test('amounts are added separately for each currency', () => {
  const spends = [
    { currency: 'USD', micros: 1 },
    { currency: 'EUR', micros: 5 },
    { currency: 'USD', micros: 2 },
  ];
  expect(addSpends(spends)).toEqual([
    { currency: 'EUR', micros: 5 },
    { currency: 'USD', micros: 3 },
  ]);
});

test.each([
  ['USD', 18_000, '$0.018'],
  ['USD', 0, '$0.00'],
  ['USD', -18_000, '-$0.018'],
  ['USD', 12_345_000, '$12.35'],
  ['EUR', 1_500_000, '€1.50'],
  ['JPY', 1_018_000_000, '¥1,018'],
])('%s %i is read as %s', (currency, micros, words) => {
  expect(spendWords({ currency, micros })).toBe(words);
});

test('a limit is a whole amount', () => {
  expect(spendLimitWords(1000, 'USD')).toBe('$1,000');
});
