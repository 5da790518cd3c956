import fc from 'fast-check';
import { findPhoneNumbersInText } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { findNumbers, readNumber } from '../../extension/pages/find.ts';
import { runs } from '../runs.ts';
import { after, before, foreign, NOISE, northAmerican, SHAPES } from './pages-corpus.ts';

const RUNS = { numRuns: runs(400) };
const e164s = (text: string, region = 'US') => findNumbers(text, region).map(({ e164 }) => e164);
const shown = (text: string, region = 'US') =>
  findNumbers(text, region).map(({ start, end }) => text.slice(start, end));

describe.each(Object.entries(SHAPES))('a North American number, %s', (_, write) => {
  test('is found between any words, and the digits dialled are the digits shown', () => {
    fc.assert(
      fc.property(northAmerican, before, after, (parts, head, tail) => {
        const text = head + write(parts) + tail;
        expect(e164s(text), text).toEqual([`+1${parts.join('')}`]);
      }),
      RUNS,
    );
  });
});

test('finds every number that libphonenumber finds in unambiguous text', () => {
  const shape = fc.constantFrom(...Object.values(SHAPES));
  const number = fc.tuple(northAmerican, shape).map(([parts, write]) => write(parts));
  fc.assert(
    fc.property(fc.array(fc.tuple(before, number, after), { minLength: 1, maxLength: 4 }), pieces => {
      const text = pieces.map(piece => piece.join('')).join(' and ');
      const theirs = findPhoneNumbersInText(text, 'US').map(({ number: { number } }) => number);
      expect(e164s(text), text).toEqual(expect.arrayContaining(theirs));
    }),
    RUNS,
  );
});

test('finds foreign numbers in international form, however they are grouped', () => {
  const writings = fc.constantFrom('INTERNATIONAL', 'E.164', 'RFC3966');
  fc.assert(
    fc.property(foreign, writings, before, after, (number, format, head, tail) => {
      const written = number.format(format).replace('tel:', '');
      expect(e164s(head + written + tail), head + written + tail).toEqual([number.number]);
    }),
    RUNS,
  );
});

test.each(['GB', 'DE', 'FR', 'NL', 'SE', 'AU', 'JP', 'BR', 'ZA', 'IT', 'ES', 'PL'] as const)(
  'finds the numbers of %s as people there write them',
  country => {
    fc.assert(
      fc.property(foreign, before, after, (number, head, tail) => {
        fc.pre(number.country === country);
        const text = head + number.formatNational() + tail;
        expect(e164s(text, country), text).toEqual([number.number]);
      }),
      { numRuns: runs(30), maxSkipsPerRun: 1000 },
    );
  },
);

describe.each(Object.entries(NOISE))('%s', (_, noise) => {
  test('is not a telephone number', () => {
    fc.assert(
      fc.property(noise, before, after, (text, head, tail) => {
        const label = /(?:phone|Call) $/.test(head) ? '' : head;
        expect(shown(label + text + tail), label + text + tail).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('the digits shown are the digits dialled', () => {
  const tricks = fc.constantFrom(
    '\u200b',
    '\u200d',
    '\u202e',
    '\u202d',
    '\u2067',
    '\u200f',
    '\u00ad',
    '\u0336',
    '²',
    '٣',
    '𝟓',
    '\u20e3',
    '１',
    '(0)',
    'O',
    'l',
    '\u180e',
  );
  const keyed = (text: string) =>
    text
      .normalize('NFKC')
      .replace(/\(0\)/, '')
      .replace(/[^\d+]/g, '');

  test('unless there is no match, whatever is inserted into the number', () => {
    const shape = fc.constantFrom(...Object.values(SHAPES));
    fc.assert(
      fc.property(
        northAmerican,
        shape,
        fc.nat(24),
        tricks,
        before,
        after,
        (parts, write, at, trick, head, tail) => {
          const written = write(parts);
          const text = head + written.slice(0, at) + trick + written.slice(at) + tail;
          for (const { start, end, digits } of findNumbers(text, 'US')) {
            const visible = text.slice(start, end);
            expect(keyed(visible), text).toBe(digits);
            expect(visible).not.toMatch(/[\p{Cf}\p{M}]/u);
          }
        },
      ),
      { numRuns: runs(5000) },
    );
  });

  test('unless there is no match, in any text at all', () => {
    const soup = fc.string({
      unit: fc.constantFrom(...'0123456789 -.()+/\u00a0\u2013\u200b\u202ex#,:$aé٣１'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(soup, fc.constantFrom('US', 'GB', 'DE', 'IT'), (text, region) => {
        let last = 0;
        for (const { start, end, digits, e164 } of findNumbers(text, region)) {
          expect(start).toBeGreaterThanOrEqual(last);
          last = end;
          const visible = text.slice(start, end);
          expect([keyed(visible), visible.normalize('NFKC').replace(/[^\d+]/g, '')], text).toContain(digits);
          expect(e164).toMatch(/^\+[1-9]\d{6,14}$/);
        }
      }),
      { numRuns: runs(20_000) },
    );
  });

  test.each([
    ['Call 212-555-0100 or \u202e0010-555-212\u202c', 'before the mark'],
    ['\u202bשלום\u202c Maria 212-555-0100', 'after a scope that is closed and a letter'],
    ['\u200f Maria (212) 555-0100', 'after a mark and a letter'],
    ['\u2067א\u2069 tel 212-555-0100, \u2067ב\u2069', 'between scopes'],
  ])('and a number beyond the reach of a direction mark is found: %j, %s', text => {
    expect(e164s(text)).toEqual(['+12125550100']);
  });

  test.each([
    '\u202e212-555-0100',
    'Call \u202e to 212-555-0100',
    'Call \u202b to 212-555-0100',
    '\u200f (212) 555-0100',
    'Call \u2067 x \u202c 212-555-0100',
    'Call \u202e\u2067 x \u202c y \u2069 z 212-555-0100',
  ])('and a number within the reach of a direction mark is not found: %j', text => {
    expect(e164s(text)).toEqual([]);
  });

  test('and a number that ends in letters or in another number is ignored', () => {
    expect(shown('212-555-01O0 212-555-0100-77 2125550100a 212-555-0100@x.com')).toEqual([]);
  });
});

describe('writing', () => {
  test.each([
    ['+44 (0)20 7946 0018', 'US', '+442079460018'],
    ['+39 (0)6 6982 1234', 'US', '+390669821234'],
    ['0044 20 7946 0018', 'GB', '+442079460018'],
    ['011 44 20 7946 0018', 'US', '+442079460018'],
    ['(020) 7946 0018', 'GB', '+442079460018'],
    ['030/1234567', 'DE', '+49301234567'],
    ['01 42 68 53 00', 'FR', '+33142685300'],
    ['8 (495) 123-45-67', 'RU', '+74951234567'],
    ['電話212-555-0100まで', 'US', '+12125550100'],
    ['\u202a+1 212 555 0100\u202c', 'US', '+12125550100'],
    ['２１２-555-0100', 'US', '+12125550100'],
  ])('reads %s in %s', (text, region, e164) => {
    expect(e164s(text, region)).toEqual([e164]);
  });

  test('separates two numbers side by side', () => {
    expect(
      shown('(212) 555-0100 (212) 555-0101, 212-555-0102/212-555-0103; 212.555.0104 - 212.555.0105'),
    ).toEqual([
      '(212) 555-0100',
      '(212) 555-0101',
      '212-555-0102',
      '212-555-0103',
      '212.555.0104',
      '212.555.0105',
    ]);
  });

  test('leaves an extension out of the number dialled first', () => {
    expect(shown('212-555-0100x12, 212-555-0101 ext. 4, 212-555-0102;ext=7')).toEqual([
      '212-555-0100',
      '212-555-0101',
      '212-555-0102',
    ]);
  });

  test('accepts an international prefix joined to the number only when a word marks it as a number', () => {
    expect(shown('Office: 0114520100000')).toEqual([]);
    expect(e164s('Phone: 0114520100000')).toEqual(['+4520100000']);
  });

  test('treats thousands separated by spaces as figures', () => {
    expect(shown('011 994 500 000 000')).toEqual([]);
    expect(e164s('011 994 50 000 00 00')).toEqual(['+994500000000']);
  });

  test('treats eight bare digits as a number only when a word marks them as one', () => {
    expect(e164s('20240512', 'DK')).toEqual([]);
    expect(e164s('Tlf. 20 24 05 12', 'DK')).toEqual(['+4520240512']);
  });
});

describe('a tel: link', () => {
  test.each([
    ['+12125550100', '+12125550100'],
    ['+1-212-555-0100', '+12125550100'],
    ['(212)555-0100;ext=5', '+12125550100'],
    ['2125550100', '+12125550100'],
  ])('with %s is read whole', (address, e164) => {
    expect(readNumber(address, 'US')?.e164).toBe(e164);
  });

  test.each(['911', '*67', '', 'javascript', '2125550100 or 2125550101', '+1212555010012345'])(
    'with %s is not a number',
    address => {
      expect(readNumber(address, 'US')).toBeNull();
    },
  );
});

test('the time needed grows no faster than the text, whatever the text is', () => {
  const texts = [
    '(212) 555-0100 ',
    '1',
    '1 ',
    '12-',
    '(',
    '+1',
    '+',
    '1/',
    '((1) ',
    '2125550100x',
    'a1',
    '12.05.2024 ',
  ];
  const msFor = (unit: string, bytes: number) => {
    const text = unit.repeat(bytes / unit.length);
    const times = [0, 1, 2].map(() => {
      // This thread's CPU time, which a busy machine does not distort.
      const from = process.threadCpuUsage();
      findNumbers(text, 'US');
      return process.threadCpuUsage(from).user / 1000;
    });
    return Math.min(...times);
  };
  for (const unit of [...texts, '212-555-0100 \u200f ']) {
    msFor(unit, 20_000);
    const ratio = msFor(unit, 200_000) / Math.max(msFor(unit, 50_000), 2);
    // Four times the text: 4 when linear, 16 when quadratic.
    expect(ratio, unit).toBeLessThan(9);
  }
}, 120_000);
