import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, test } from 'vitest';
import { type Allowance, allowedCountriesOf, notAllowed } from '../../shared/numbers/allowed.ts';
import { classify } from '../../shared/numbers/classify.ts';
import { Destination, destinationName } from '../../shared/numbers/destination.ts';

const USUAL: Allowance = { allowedCountries: null, allowCostly: false };
const ALLOWED: Allowance = { allowedCountries: null, allowCostly: true };
const home = (country: string, ...numbers: string[]) => ({
  country,
  numbers: numbers.map(e164 => ({ e164 })),
});

const asked = (number: string, at = home('US'), allowance = USUAL) => {
  const classified = classify(number, at.country);
  return 'e164' in classified ? notAllowed(classified, allowance, at) : classified.kind;
};
const only = (...allowedCountries: string[]): Allowance => ({ allowedCountries, allowCostly: false });
const no = (country: string) => ({ reason: 'country_not_allowed', country });

describe('a workspace without a choice of countries', () => {
  test('calls its own country and those of its numbers, and no others', () => {
    for (const of of getCountries()) {
      const number = getExampleNumber(of, examples)?.number;
      const classified = number && classify(number, of);
      if (!number || !classified || !('e164' in classified)) continue;
      // For a few countries, the example number belongs to a larger neighbour.
      const { country } = classified;
      expect(asked(number, home(country)), country).toBeUndefined();
      if (country !== 'US') expect(asked(number), country).toEqual(no(country));
      expect(asked(number, home('US', number)), country).toBeUndefined();
    }
    expect(allowedCountriesOf(USUAL, home('US', '+442079460000', '+442079460001'))).toEqual(['US', 'GB']);
  });

  test('distinguishes countries that share a calling code', () => {
    expect(asked('+1 876 234 5678')).toEqual(no('JM'));
    expect(asked('+1 242 359 1234')).toEqual(no('BS'));
    expect(asked('+1 416 555 0123')).toEqual(no('CA'));
    expect(asked('+44 1534 700000', home('GB'))).toEqual(no('JE'));
    expect(asked('+44 7624 123456', home('GB'))).toEqual(no('IM'));
    expect(asked('+7 701 234 5678', home('RU'))).toEqual(no('KZ'));
    expect(asked('+7 916 123 4567', home('KZ'))).toEqual(no('RU'));
  });

  test.each([
    ['+870 773 111 632', '+870'],
    ['+881 6 1234 5678', '+881'],
    ['+882 16 12345678', '+882'],
    ['+883 5100 0000 0000', '+883'],
    ['+979 1 2345 6789', '+979'],
  ])('calls no number that belongs to no country: %s', (number, code) => {
    expect(asked(number)).toEqual(no(code));
    expect(asked(number, home('US'), ALLOWED)).toEqual(no(code));
    expect(asked(number, home('US'), only('US', code))).toBeUndefined();
  });

  test.each([
    ['+1 900 555 1234', 'US'],
    ['+44 909 879 0000', 'GB'],
    ['+33 899 12 34 56', 'FR'],
    ['+49 180 5 123456', 'DE'],
  ])('calls no number that costs extra, even in its own country: %s', (number, country) => {
    expect(asked(number, home(country))).toEqual({ reason: 'premium' });
    expect(asked(number, home(country), ALLOWED)).toBeUndefined();
    expect(asked(number, home('SE'), ALLOWED)).toEqual(no(country));
  });

  test('calls toll-free numbers of the numbering plan it shares with other countries', () => {
    expect(asked('+1 800 356 9377', home('CA'))).toBeUndefined();
    expect(asked('+1 800 356 9377', home('DE'))).toEqual(no('US'));
    expect(allowedCountriesOf(USUAL, home('CA', '+18003569377'))).toEqual(['CA']);
  });
});

test('a workspace that chose countries calls only those', () => {
  expect(asked('+371 20 123 456', home('US'), only('LV'))).toBeUndefined();
  expect(asked('+1 212 555 0123', home('US', '+12125550100'), only('LV'))).toEqual(no('US'));
});

test('every country has a name', () => {
  for (const code of [...getCountries(), '+870', '+979']) {
    expect(Destination.safeParse(code).success, code).toBe(true);
    expect(destinationName(code)).not.toBe(code);
  }
  expect(destinationName('LV')).toBe('Latvia');
  for (const code of ['XX', 'lv', '+371', '']) expect(Destination.safeParse(code).success, code).toBe(false);
});
