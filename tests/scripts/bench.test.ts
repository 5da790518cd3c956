import { expect, test } from 'vitest';
import { cellsOf } from '../../bench/page/cells.ts';
import { rowOf } from '../../bench/row.ts';
import { median, p99 } from '../../bench/statistics.ts';
import { tableOf } from '../../bench/table.ts';

const scan = {
  area: 'page',
  name: 'scan',
  value: 30,
  unit: 'ms',
  floor: { name: 'walk', value: 10 },
  gate: { of: 'ratio', most: 4 },
  goal: { of: 'ratio', most: 1.3 },
} as const;

test('a figure is compared with its floor, and holds while it is within its gate', () => {
  expect(rowOf(scan)).toEqual({
    area: 'page',
    name: 'scan',
    value: 30,
    unit: 'ms',
    against: 'walk: 10 ms',
    ratio: 3,
    gate: 'ratio ≤ 4',
    goal: 'ratio ≤ 1.3',
    holds: true,
  });
  expect(rowOf({ ...scan, value: 41 }).holds).toBe(false);
  expect(rowOf({ ...scan, gate: { of: 'value', least: 31 } }).holds).toBe(false);
});

test('a gate on a ratio is missed when there is nothing to compare with', () => {
  expect(rowOf({ ...scan, floor: { name: 'walk', value: 0 } })).toMatchObject({ ratio: null, holds: false });
  expect(rowOf({ ...scan, value: Number.NaN, gate: { of: 'value', most: 5 } }).holds).toBe(false);
});

test('the table says which gate was missed', () => {
  const lines = tableOf([rowOf(scan), rowOf({ ...scan, value: 50 })]).split('\n');
  expect(lines[1]).toMatch(/3 ×.*✓$/);
  expect(lines[2]).toMatch(/5 ×.*✗ gate missed$/);
});

test('medians and the slowest of a hundred are values that were measured', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1])).toBe(1);
  expect(p99(Array.from({ length: 200 }, (_, n) => n + 1))).toBe(198);
  expect(p99([3, 8])).toBe(8);
});

test('the scanned page is the same each time, and five cells in a hundred hold a number', () => {
  const cells = cellsOf(10_000);
  expect(cells).toEqual(cellsOf(10_000));
  const phones = cells.filter(({ isPhone }) => isPhone).length;
  expect(phones).toBeGreaterThan(400);
  expect(phones).toBeLessThan(600);
});
