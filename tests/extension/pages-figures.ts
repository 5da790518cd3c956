// Texts with another figure next to a telephone number. For each text, the number a reader would dial is known.
import fc from 'fast-check';
import {
  type CountryCode,
  getExampleNumber,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/max/metadata';
import examples from 'libphonenumber-js/mobile/examples';

export const COUNTRIES = [
  ...([
    'US',
    'CA',
    'GB',
    'IE',
    'DE',
    'AT',
    'CH',
    'FR',
    'BE',
    'NL',
    'ES',
    'PT',
    'IT',
    'GR',
    'DK',
    'NO',
    'SE',
  ] as const),
  ...([
    'FI',
    'PL',
    'CZ',
    'HU',
    'RO',
    'HR',
    'LT',
    'UA',
    'RU',
    'TR',
    'IL',
    'AE',
    'SA',
    'EG',
    'NG',
    'KE',
    'ZA',
  ] as const),
  ...([
    'IN',
    'CN',
    'HK',
    'TW',
    'JP',
    'KR',
    'SG',
    'MY',
    'TH',
    'ID',
    'PH',
    'VN',
    'AU',
    'NZ',
    'BR',
    'MX',
    'AR',
  ] as const),
  ...(['CL', 'CO', 'PE'] as const),
];

// Positions in a country's array, metadata version 4 (libphonenumber-js/source/metadata.js).
const TYPES = 11;
const FIXED_LINE = 0;

type Cell = string | number | Cell[] | undefined;
const countries: Record<string, Cell[]> = JSON.parse(JSON.stringify(metadata.countries));

const fixedLinePattern = (country: CountryCode): string => {
  const types = countries[country]?.[TYPES];
  const fixed = Array.isArray(types) ? types[FIXED_LINE] : undefined;
  return Array.isArray(fixed) ? String(fixed[0]) : '';
};

const validIn = (country: CountryCode, national: string): PhoneNumber | null => {
  const number = parsePhoneNumberFromString(national, { defaultCountry: country, extract: false });
  return number?.isValid() && number.country === country && number.nationalNumber === national
    ? number
    : null;
};

/** Numbers a country assigns: its mobile example with other last digits, and fixed lines of its plan. */
const numbersOf = (country: CountryCode): fc.Arbitrary<PhoneNumber> => {
  const example = getExampleNumber(country, examples);
  if (!example) throw new Error(`No example of a number in ${country}.`);
  const mobile = fc
    .stringMatching(/^\d{4}$/)
    .map(tail => validIn(country, example.nationalNumber.slice(0, -4) + tail) ?? example);
  const pattern = fixedLinePattern(country);
  if (pattern === '') return mobile;
  const fixed = fc
    .stringMatching(new RegExp(`^(?:${pattern})$`))
    .map(national => validIn(country, national) ?? example);
  return fc.oneof(mobile, fixed);
};

const byCountry = new Map(COUNTRIES.map(country => [country, numbersOf(country)] as const));

/** Digits in groups of one size, from the left or from the right. */
const chunks = (digits: string, size: number, fromRight: boolean): string => {
  const rest = digits.length % size;
  const head = fromRight && rest > 0 ? [digits.slice(0, rest)] : [];
  const tail = fromRight ? digits.slice(rest) : digits;
  return [...head, ...(tail.match(new RegExp(`\\d{1,${size}}`, 'g')) ?? [])].join(' ');
};

/** Groupings by people who do not know their country's convention. */
const ownWays = (national: string, number: PhoneNumber): string[] => {
  const keyed = national.replace(/\D/g, '');
  const area = keyed.startsWith('0') ? 3 : 2;
  return [2, 3, 4].flatMap(size =>
    [true, false].flatMap(fromRight => [
      chunks(keyed, size, fromRight),
      `${keyed.slice(0, area)} ${chunks(keyed.slice(area), size, fromRight)}`,
      `+${number.countryCallingCode} ${chunks(number.nationalNumber, size, fromRight)}`,
      `+${number.countryCallingCode} ${number.nationalNumber.slice(0, 2)} ${chunks(number.nationalNumber.slice(2), size, fromRight)}`,
    ]),
  );
};

/** The common ways to write one number, inside its country and from abroad. */
export const writingsOf = (number: PhoneNumber): readonly string[] => {
  const national = number.formatNational();
  const abroad = number.formatInternational();
  return [
    ...new Set([
      national,
      national.replace(/[ -]+/g, '-').replace(/\)-/, ') '),
      national.replace(/[()]/g, '').replace(/[ -]+/g, ' '),
      national.replace(/[()]/g, '').replace(/[ -]+/g, '.'),
      national.replace(/[()]/g, '').replace(/[ -]+/g, ''),
      abroad,
      abroad.replace(/[ -]+/g, '-'),
      abroad.replace(/[ -]+/g, ' '),
      abroad.replace(/[ -]+/g, '.'),
      number.number,
    ]),
  ];
};

export type Written = {
  readonly country: CountryCode;
  readonly e164: string;
  readonly written: string;
};

const writtenBy = (ways: (number: PhoneNumber) => readonly string[]): fc.Arbitrary<Written> =>
  fc.constantFrom(...COUNTRIES).chain(country =>
    (byCountry.get(country) ?? fc.constant(null)).chain(number => {
      if (!number) throw new Error(`No numbers of ${country}.`);
      return fc.constantFrom(...ways(number)).map(text => ({ country, e164: number.number, written: text }));
    }),
  );

/** A number of one of the countries as people there would write it. */
export const written = writtenBy(writingsOf);
/** The same in unusual groups. */
export const regrouped = writtenBy(number => ownWays(number.formatNational(), number));

const whole = (min: number, max: number) => fc.integer({ min, max }).map(String);
const two = (min: number, max: number) => fc.integer({ min, max }).map(n => String(n).padStart(2, '0'));
const day = two(1, 28);
const month = two(1, 12);
const dates = fc.oneof(
  fc.tuple(day, month, two(20, 35)).map(([d, m, y]) => `${d}.${m}.${y}`),
  fc.tuple(day, month, whole(2015, 2035)).map(([d, m, y]) => `${d}.${m}.${y}`),
  fc.tuple(day, month, whole(2015, 2035)).map(([d, m, y]) => `${m}/${d}/${y}`),
  fc.tuple(day, month, whole(2015, 2035)).map(([d, m, y]) => `${y}-${m}-${d}`),
);
const clock = fc.oneof(
  fc.tuple(two(0, 23), two(0, 59)).map(([h, m]) => `${h}:${m}`),
  fc.tuple(two(7, 12), two(13, 20)).map(([from, to]) => `${from}.00-${to}.30`),
  fc.tuple(two(7, 12), two(13, 20)).map(([from, to]) => `${from}-${to} Uhr`),
);
const price = fc.oneof(
  fc.tuple(whole(1, 999), two(0, 99)).map(([a, b]) => `$${a}.${b}`),
  fc.tuple(whole(1, 999), two(0, 99)).map(([a, b]) => `${a},${b} €`),
  fc.tuple(whole(1, 99), whole(100, 999)).map(([a, b]) => `${a}.${b},00 EUR`),
  fc.tuple(whole(1, 99), whole(100, 999)).map(([a, b]) => `${a} ${b} kr`),
);
const PLACES = ['München', 'Berlin', 'Paris', 'Malmö', 'Wien', 'Roma', 'Madrid', 'São Paulo', '上海', 'NY'];
const UNITS = [
  'people',
  'pessoas',
  'st',
  'personnes',
  'Uhr',
  'items',
  'rows',
  'человек',
  'días',
  'pax',
  '人',
];
const postcode = fc.oneof(
  whole(1000, 9999),
  whole(10_000, 99_999),
  two(1, 99).map(n => `${n}0 ${n}`),
);
const withWord = fc.oneof(
  fc.tuple(whole(1, 120), fc.constantFrom(...UNITS)).map(([n, unit]) => `${n} ${unit}`),
  fc.tuple(postcode, fc.constantFrom(...PLACES)).map(([code, place]) => `${code} ${place}`),
  dates,
  clock,
  price,
);
const bare = fc.oneof(whole(1, 12), whole(1, 999), whole(2015, 2035), whole(1000, 99_999));

/** Figures that may follow a number after any separator; a figure without a word only after more than a space. */
const figureAfter = fc.oneof(withWord, dates, clock);
const figureAfterBreak = fc.oneof(
  figureAfter,
  bare,
  bare.map(n => `p. ${n}`),
  fc.stringMatching(/^\d{4,9}$/).map(n => `Order ${n}`),
  fc.stringMatching(/^\d{4,9}$/).map(n => `#${n}`),
);
const figureBefore = fc.oneof(
  whole(1, 40).map(n => `${n}.`),
  whole(1, 40).map(n => `${n})`),
  whole(1, 40).map(n => `(${n})`),
  whole(1, 40).map(n => `No. ${n}:`),
  withWord,
  bare,
);
const BREAKS = [
  '. ',
  ' - ',
  ', ',
  ' / ',
  '\n',
  ' – ',
  '; ',
  ' | ',
  ' · ',
  ': ',
  '.\n',
  ' — ',
  '\t',
  '   ',
] as const;
const apart = fc.constantFrom(...BREAKS);
const label = fc.constantFrom('', '', '', 'Tel. ', 'Phone: ', 'Call ', 'T ', 'Tel ', 'Mobile ', 'Ring ');

export type Beside = Written & { readonly text: string };

/** A number with another figure before it, after it, or both. */
const besides = (written: fc.Arbitrary<Written>): fc.Arbitrary<Beside> =>
  fc.oneof(
    fc
      .tuple(label, written, apart, figureAfterBreak)
      .map(([head, number, sep, figure]) => ({ ...number, text: `${head}${number.written}${sep}${figure}` })),
    fc
      .tuple(label, written, figureAfter)
      .map(([head, number, figure]) => ({ ...number, text: `${head}${number.written} ${figure}` })),
    fc
      .tuple(figureBefore, apart, label, written)
      .map(([figure, sep, head, number]) => ({ ...number, text: `${figure}${sep}${head}${number.written}` })),
    fc
      .tuple(figureBefore, label, written)
      .map(([figure, head, number]) => ({ ...number, text: `${figure} ${head}${number.written}` })),
    fc
      .tuple(figureBefore, apart, written, apart, figureAfterBreak)
      .map(([figure, sep, number, then, after]) => ({
        ...number,
        text: `${figure}${sep}${number.written}${then}${after}`,
      })),
  );

export const besideFigures = besides(written);
export const regroupedBesideFigures = besides(regrouped);

const HEADS = ['', '', 'Tel. ', 'Phone: ', 'Call ', 'Mobile ', 'Reach us at ', 'Maria, '] as const;
const TAILS = ['', '', '', '.', ', thanks', ' today', ' (office)', '\n'] as const;

const alone = (written: fc.Arbitrary<Written>): fc.Arbitrary<Beside> =>
  fc
    .tuple(fc.constantFrom(...HEADS), written, fc.constantFrom(...TAILS))
    .map(([head, number, tail]) => ({ ...number, text: head + number.written + tail }));

/** The same numbers with nothing else beside them. */
export const plain = alone(written);
export const regroupedPlain = alone(regrouped);
