import { describe, expect, test } from 'vitest';
import { shownNumber, timer } from '../../extension/calls/panel/format.ts';
import { dialable, erase, insert, numberIn, type Typed, typed } from '../../extension/calls/panel/typing.ts';

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
    ['no number here', ''],
  ])('takes the number out of pasted text: %s', (pasted, number) => {
    expect(numberIn(pasted)).toBe(number);
  });
});

describe('numbers and times on screen', () => {
  test('a number of the workspace’s country is shown in its national form, others internationally', () => {
    expect(shownNumber('+12125550100', 'US')).toBe('(212) 555-0100');
    expect(shownNumber('+442079460958', 'US')).toBe('+44 20 7946 0958');
    expect(shownNumber('911', 'US')).toBe('911');
  });

  test('a timer shows minutes and seconds, and hours only once there are some', () => {
    expect([timer(0), timer(42_999), timer(725_000), timer(3_725_000), timer(-5)]).toEqual([
      '00:00',
      '00:42',
      '12:05',
      '1:02:05',
      '00:00',
    ]);
  });
});
