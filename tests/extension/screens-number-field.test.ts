import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pastedNumber } from '../../extension/calls/panel/pasted.ts';
import { dialable, erase, insert, type Typed, typed } from '../../extension/calls/panel/typing.ts';
import { findNumbers } from '../../extension/pages/find.ts';
import { timer } from '../../extension/ui/format/durations.ts';
import { shownNumber } from '../../extension/ui/format/phone-numbers.ts';
import { runs } from '../runs.ts';
import { besideFigures } from './pages-figures.ts';

const keys = (text: string, country = 'US'): Typed =>
  [...text].reduce((now, key) => insert(now.text, now.caret, now.caret, key, country), {
    text: '',
    caret: 0,
  });

describe('the number field', () => {
  test('formats a national number while it is typed', () => {
    expect(keys('2125550100')).toEqual({ text: '(212) 555-0100', caret: 14 });
  });

  test('formats an international number by its country code', () => {
    expect(keys('+442079460958').text).toBe('+44 20 7946 0958');
  });

  test('keeps star and pound as they are', () => {
    expect(keys('*67#12').text).toBe('*67#12');
  });

  test('moves a plus to the front wherever it is entered', () => {
    expect(dialable(keys('44+20').text)).toBe('+4420');
    expect(typed('2125+', 5, 'US').text.startsWith('+')).toBe(true);
  });

  test('keeps the caret behind the same digit when digits are put in the middle', () => {
    const middle = insert('(212) 555-0100', 4, 4, '9', 'US');
    expect(dialable(middle.text)).toBe('21295550100');
    expect(dialable(middle.text.slice(0, middle.caret))).toBe('2129');
  });

  test('erases the digit before the caret and jumps over punctuation', () => {
    const after = erase('(212) 555-0100', 6, 6, 'US');
    expect(dialable(after.text)).toBe('215550100');
    expect(dialable(after.text.slice(0, after.caret))).toBe('21');
  });

  test('erases a selection at once', () => {
    expect(dialable(erase('(212) 555-0100', 0, 9, 'US').text)).toBe('0100');
  });

  test.each([
    ['Call +1 (212) 555-0100 today', '+12125550100'],
    ['tel:+1-212-555-0100', '+12125550100'],
    ['(212) 555-0100 ext. 77', '2125550100'],
    ['212-555-0100x77', '2125550100'],
    ['tel:+12125550100;ext=77', '+12125550100'],
    ['\u202a+1 212 555 0100\u202c', '+12125550100'],
    ['+１２１２５５５０１００', '+12125550100'],
    ['Suite 12, fax (212) 555-0100 until 5 pm', '2125550100'],
    ['Mon 2026-10-12 09:00 call 212-555-0142', '2125550142'],
    ['2026-10-12 212-555-0142', '2125550142'],
    ['tel:2079460100;phone-context=+44', '+442079460100'],
    ['*67#', '*67#'],
    ['911', '911'],
    ['204', '204'],
    ['212-555-0100 (212) 555-0100', '2125550100'],
  ])('extracts the number from pasted text: %s', (pasted, number) => {
    expect(pastedNumber(pasted, 'US')).toEqual({ kind: 'number', number });
  });

  test.each([
    'no number here',
    '2026-10-12',
    'Mon 2026-10-12 09:00',
    '12.10.2026 - 14.10.2026',
    '2026-10-12 09:00 Order 12345678901',
    'Rooms 12, 14 and 205 from 10:30',
    '+44\n2079460958 12',
    '59.913868',
    '212-555-0142+8',
    '212-555-0142¹',
    '①212-555-0142',
  ])('extracts nothing from pasted text without a clear number: %j', pasted => {
    expect(pastedNumber(pasted, 'US')).toEqual({ kind: 'none' });
  });

  test.each([
    ['(1) 01512 3456789', 'DE'],
    ['(32) 312 345 0000', 'IT'],
  ])('extracts nothing when a number is part of more digits: %j in %s', (pasted, country) => {
    expect(pastedNumber(pasted, country)).toEqual({ kind: 'none' });
  });

  test.each(['212-555-0142, 212-555-0143', 'Maria (212) 555-0142\nFax (212) 555-0143'])(
    'extracts none of several numbers: %j',
    pasted => {
      expect(pastedNumber(pasted, 'US')).toEqual({ kind: 'several' });
    },
  );

  test('extracts the number that was put in, or nothing, from a text with other figures', () => {
    fc.assert(
      fc.property(besideFigures, ({ text, country, e164 }) => {
        const pasted = pastedNumber(text, country);
        if (pasted.kind !== 'number') return;
        const [found] = findNumbers(`Tel. ${pasted.number}`, country);
        expect(found?.e164, text).toBe(e164);
      }),
      { numRuns: runs(2000) },
    );
  });
});

describe('numbers and times on screen', () => {
  test('a number of the workspace’s country is shown in its national form, others internationally', () => {
    expect(shownNumber('+12125550100', 'US')).toBe('(212) 555-0100');
    expect(shownNumber('+442079460958', 'US')).toBe('+44 20 7946 0958');
    expect(shownNumber('911', 'US')).toBe('911');
  });

  test('a timer shows minutes and seconds, and hours only from the first hour on', () => {
    expect([timer(0), timer(42_999), timer(725_000), timer(3_725_000), timer(-5)]).toEqual([
      '00:00',
      '00:42',
      '12:05',
      '1:02:05',
      '00:00',
    ]);
  });
});
