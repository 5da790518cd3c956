import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findNumbers, readNumber } from '../../extension/pages/find.ts';
import { runs } from '../runs.ts';
import { besideFigures, COUNTRIES, plain, regroupedBesideFigures, regroupedPlain } from './pages-figures.ts';

const e164s = (text: string, region: string) => findNumbers(text, region).map(({ e164 }) => e164);

describe('a number next to other figures', () => {
  test('is offered exactly, or not at all', () => {
    fc.assert(
      fc.property(besideFigures, ({ text, country, e164 }) => {
        for (const found of e164s(text, country)) expect(found, `${country} ${text}`).toBe(e164);
      }),
      { numRuns: runs(6000) },
    );
  });

  test('is offered exactly, or not at all, even if it is grouped in an unusual way', () => {
    fc.assert(
      fc.property(fc.oneof(regroupedBesideFigures, regroupedPlain), ({ text, country, e164 }) => {
        for (const found of e164s(text, country)) expect(found, `${country} ${text}`).toBe(e164);
      }),
      { numRuns: runs(3000) },
    );
  });

  test('is still offered nine times in ten', () => {
    const texts = fc.sample(besideFigures, { numRuns: 4000, seed: 12 });
    const found = texts.filter(({ text, country, e164 }) => e164s(text, country).includes(e164));
    expect(found.length / texts.length).toBeGreaterThan(0.91);
  });

  test.each([
    ['(11) 3456-7890. 10 pessoas', 'BR', '+551134567890'],
    ['08-123 456 78. 11 st', 'SE', '+46812345678'],
    ['131 2345 6789. 12 people', 'CN', '+8613123456789'],
    ['3. 312 345 6789', 'IT', '+393123456789'],
    ['Tel. 089 123456 - 80 München', 'DE', null],
    ['Tel. 089 123456 - 80331 München', 'DE', null],
    ['Tel. +49 30 1234 5678 today', 'DE', null],
    ['Call 212-456-7891. 5 people', 'US', '+12124567891'],
    ['(3) 212-456-7891', 'US', '+12124567891'],
    ['12.05.2026 212 456 7891', 'US', '+12124567891'],
    ['212-456-7891, 12 people', 'US', '+12124567891'],
  ])('%s in %s', (text, region, e164) => {
    expect(e164s(text, region)).toEqual(e164 === null ? [] : [e164]);
  });
});

test('numbers with nothing next to them are found as their countries write them', () => {
  const texts = fc.sample(plain, { numRuns: 4000, seed: 12 });
  const found = texts.filter(({ text, country, e164 }) => e164s(text, country).join() === e164);
  expect(found.length / texts.length).toBeGreaterThan(0.965);
});

const decimal = (whole: number) =>
  fc
    .tuple(fc.nat(whole), fc.stringMatching(/^\d{5,9}$/))
    .map(([degrees, decimals]) => `${degrees}.${decimals}`);

test('coordinates are not a number, in any country', () => {
  fc.assert(
    fc.property(decimal(90), decimal(180), fc.constantFrom(...COUNTRIES), (lat, lng, country) => {
      expect(e164s(`${lat}, ${lng}`, country)).toEqual([]);
      expect(e164s(`Lat ${lat} Lng ${lng}`, country)).toEqual([]);
    }),
    { numRuns: runs(1000) },
  );
});

describe('digits that are not a number', () => {
  test.each([
    ['04.05.26-06.05.26', 'DE'],
    ['04.05.2026 - 06.05.2026', 'DE'],
    ['04/05/26/06/05/26', 'DE'],
    ['Mo-Fr 08.30-12.00', 'DE'],
    ['Mo-Fr 08.30 - 12.00 14.00 - 18.00', 'DE'],
    ['Mo-Fr 08-12 14-18', 'DE'],
    ['KW 02/2026 - 05/2026', 'DE'],
    ['02.2026-05.2026', 'AT'],
    ['2024-2026', 'DK'],
    ['Season 2024 - 2025', 'HK'],
    ['59.913868, 10.752245', 'NO'],
    ['55.676098, 12.568337', 'DK'],
    ['lat 55.2854889 lng 107.3961897', 'CN'],
    ['= 2.964288573', 'US'],
    ['0.2128675309', 'US'],
    ['7.012.215.045', 'IN'],
    ['CPF 939.730.315-30', 'BR'],
    ['10.71.112.177', 'KR'],
    ['Las Vegas, NV 89151-1234', 'PL'],
  ])('%s in %s', (text, region) => {
    expect(e164s(text, region)).toEqual([]);
  });

  test('are distinguished from a number in pairs, with a point or with a dash', () => {
    expect(e164s('+49 30.1234567', 'DE')).toEqual(['+49301234567']);
    expect(e164s('347.1234567', 'IT')).toEqual(['+393471234567']);
    expect(e164s('030.1234567', 'DE')).toEqual(['+49301234567']);
    expect(e164s('11 99876-5432', 'BR')).toEqual(['+5511998765432']);
    expect(e164s('06.12.05.10.11', 'FR')).toEqual(['+33612051011']);
    expect(e164s('8 (3952) 20-10-24', 'RU')).toEqual(['+73952201024']);
    expect(e164s('08-12 345 67', 'SE')).toEqual(['+46812 345 67'.replaceAll(' ', '')]);
  });
});

describe('the rest of an international number', () => {
  test.each([
    '+44\n2079460958',
    '+44\u00a0\u00a0\u00a02079460958',
    '+44, 2079460958',
    '+44: 207-946-0958',
    '(+44) | 207 946 0958',
    '0044\n207-946-0958',
    '+44 (0)\n207-946-0958',
  ])('is not a number of its own: %j', text => {
    expect(e164s(text, 'US')).toEqual([]);
  });

  test('is a number if the number before it is complete, or begins the same', () => {
    expect(e164s('+44 20 7946 0958, 212-456-7891', 'US')).toEqual(['+442079460958', '+12124567891']);
    expect(e164s('+1\n212-456-7891', 'US')).toEqual(['+12124567891']);
  });
});

describe('a tel: link with a context', () => {
  test.each([
    ['2079460100;phone-context=+44', '+442079460100'],
    ['20-7946-0100;PHONE-CONTEXT=+44', '+442079460100'],
    ['7946-0100;ext=5;phone-context=+44-20', '+442079460100'],
    ['+442079460100;phone-context=example.com', '+442079460100'],
  ])('is read with it: %s', (address, e164) => {
    expect(readNumber(address, 'US')?.e164).toBe(e164);
  });

  test.each([
    '2125550100;phone-context=example.com',
    '2125550100;phone-context=',
    '2125550100;phone-context=+999',
    '02079460100;phone-context=+44',
    '2125550100;phone-context=44',
  ])('that cannot be used is not a number: %s', address => {
    expect(readNumber(address, 'US')).toBeNull();
  });
});
