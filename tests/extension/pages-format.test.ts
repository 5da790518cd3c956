import { expect, test } from 'vitest';
import { nationalFormat } from '../../extension/pages/national-format.ts';

test('the card shows North American numbers in their national format, and others as the page does', () => {
  expect(nationalFormat('+12125550100', '212.555.0100')).toBe('(212) 555-0100');
  expect(nationalFormat('+442079460018', '+44 (0)20\u00a07946  0018')).toBe('+44 (0)20 7946 0018');
});
