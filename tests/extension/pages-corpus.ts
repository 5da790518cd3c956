import fc from 'fast-check';
import { type CountryCode, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';

/** Three, three and four digits of a number the North American plan really assigns, or of a demo contact's. */
export const northAmerican = fc.oneof(
  fc.tuple(
    fc.constantFrom('201', '212', '312', '415', '617', '646', '713', '808', '917'),
    fc.constantFrom('226', '345', '432', '567', '678', '723', '834', '976'),
    fc.stringMatching(/^\d{4}$/),
  ),
  fc.tuple(
    fc.constantFrom('212', '305', '312', '415', '646'),
    fc.constant('555'),
    fc.integer({ min: 100, max: 199 }).map(n => `0${n}`),
  ),
);

type Parts = readonly [string, string, string];

/** Unambiguous ways of writing a North American number. */
export const SHAPES: Readonly<Record<string, (parts: Parts) => string>> = {
  'E.164': ([a, b, c]) => `+1${a}${b}${c}`,
  'international, spaced': ([a, b, c]) => `+1 ${a} ${b} ${c}`,
  'international, dashed': ([a, b, c]) => `+1-${a}-${b}-${c}`,
  'international, brackets': ([a, b, c]) => `+1 (${a}) ${b}-${c}`,
  brackets: ([a, b, c]) => `(${a}) ${b}-${c}`,
  'brackets, tight': ([a, b, c]) => `(${a})${b}-${c}`,
  dashes: ([a, b, c]) => `${a}-${b}-${c}`,
  dots: ([a, b, c]) => `${a}.${b}.${c}`,
  spaces: ([a, b, c]) => `${a} ${b} ${c}`,
  'leading one': ([a, b, c]) => `1-${a}-${b}-${c}`,
  ungrouped: ([a, b, c]) => `${a}${b}${c}`,
  'with an extension': ([a, b, c]) => `${a}-${b}-${c} x204`,
  'no-break spaces': ([a, b, c]) => `(${a})\u00a0${b}\u2011${c}`,
  'en dashes': ([a, b, c]) => `${a}\u2013${b}\u2013${c}`,
};

const COUNTRIES: readonly CountryCode[] = [
  'GB',
  'DE',
  'FR',
  'ES',
  'IT',
  'NL',
  'SE',
  'PL',
  'AU',
  'JP',
  'IN',
  'BR',
  'MX',
  'ZA',
  'AE',
  'SG',
];
const foreignExamples = COUNTRIES.flatMap(country => getExampleNumber(country, examples) ?? []);
export const foreign = fc.constantFrom(...foreignExamples);

/** Text around a number; nothing in it is a number or a label. */
export const before = fc.constantFrom(
  '',
  'Call ',
  'Reach her at ',
  'Office: ',
  'Maria, ',
  '(',
  '“',
  'phone ',
  '\n  ',
  'on 12 May at ',
);
export const after = fc.constantFrom(
  '',
  ' today',
  ', thanks',
  '.',
  ')',
  '”',
  ' or write',
  '\n',
  '; 9 to 5',
  '!',
);

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const two = (min: number, max: number) => fc.integer({ min, max }).map(n => String(n).padStart(2, '0'));
const date = fc.tuple(fc.integer({ min: 1970, max: 2035 }).map(String), two(1, 12), two(1, 28));
const time = fc.tuple(two(0, 23), two(0, 59), two(0, 59)).map(parts => parts.join(':'));
const octet = fc.integer({ min: 0, max: 255 }).map(String);
const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));

/** Text in a CRM that looks like a telephone number but is not one. */
export const NOISE: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'ISO date': date.map(parts => parts.join('-')),
  'ISO date and time': fc.tuple(date, time).map(([d, t]) => `${d.join('-')} ${t}`),
  'ISO timestamp': fc.tuple(date, time).map(([d, t]) => `${d.join('-')}T${t}.123Z`),
  'American date': date.map(([y, m, d]) => `${m}/${d}/${y}`),
  'European date': date.map(([y, m, d]) => `${d}.${m}.${y}`),
  'European date and time': fc
    .tuple(date, two(0, 23), two(0, 59))
    .map(([[y, m, d], h, min]) => `${d}.${m}.${y} ${h}.${min}`),
  'date range': fc.tuple(date, date).map(([a, b]) => `${a.join('-')} – ${b.join('-')}`),
  'compact date': date.map(parts => parts.join('')),
  'epoch seconds': fc.integer({ min: 1_000_000_000, max: 1_999_999_999 }).map(String),
  'epoch milliseconds': fc.integer({ min: 1_000_000_000_000, max: 1_999_999_999_999 }).map(String),
  price: fc.integer({ min: 1_000_000, max: 99_999_999 }).map(n => `$${n.toLocaleString('en-US')}.00`),
  'European price': fc
    .integer({ min: 1_000_000, max: 99_999_999 })
    .map(n => `${n.toLocaleString('de-DE')},00 €`),
  'plain price': fc.integer({ min: 1_000_000, max: 99_999_999 }).map(n => `$${n}.50`),
  'order id': digits(10).map(id => `#${id}`),
  'order number': digits(10).map(id => `Order ${id}`),
  'invoice number': digits(10).map(id => `Invoice no. ${id}`),
  'account number': digits(10).map(id => `Account: ${id}`),
  'long id': digits(13),
  SKU: fc.tuple(digits(3), digits(4), digits(4)).map(parts => parts.join('-')),
  'lettered SKU': fc.tuple(digits(3), digits(3), digits(4)).map(([a, b, c]) => `AB-${a}-${b}-${c}`),
  'tailed SKU': fc.tuple(digits(3), digits(3), digits(4), digits(2)).map(parts => parts.join('-')),
  IP: fc.tuple(octet, octet, octet, octet).map(parts => parts.join('.')),
  'IP and port': fc.tuple(octet, octet, octet, octet).map(parts => `${parts.join('.')}:8080`),
  card: fc.tuple(digits(4), digits(4), digits(4)).map(parts => `4${parts.join(' ').slice(1)} 1111`),
  'American Express card': fc.tuple(digits(4), digits(6), digits(5)).map(parts => parts.join(' ')),
  'ungrouped card': digits(16),
  SSN: fc.tuple(digits(3), digits(2), digits(4)).map(parts => parts.join('-')),
  EIN: fc.tuple(digits(2), digits(7)).map(parts => parts.join('-')),
  IBAN: digits(20).map(
    d =>
      `DE${d.slice(0, 2)} ${d.slice(2, 6)} ${d.slice(6, 10)} ${d.slice(10, 14)} ${d.slice(14, 18)} ${d.slice(18)}`,
  ),
  UUID: fc.tuple(digits(8), hex(4), hex(4), hex(4), digits(12)).map(parts => parts.join('-')),
  'hexadecimal id': fc.tuple(hex(6), digits(10), hex(4)).map(([a, b, c]) => `a${a}${b}${c}f`),
  UPS: fc.tuple(digits(2), digits(4), digits(4)).map(parts => `1Z 999 AA1 ${parts.join(' ')}`),
  USPS: digits(20).map(d => `9400 ${d.replace(/(\d{4})/g, '$1 ').trim()}`),
  FedEx: fc.tuple(digits(4), digits(4), digits(4)).map(parts => parts.join(' ')),
  EAN: digits(13).map(d => `40${d.slice(2)}`),
  ISBN: fc.tuple(digits(2), digits(6)).map(([a, b]) => `978-3-${a}-${b}-0`),
  'ZIP+4': fc.tuple(digits(5), digits(4)).map(parts => `NY ${parts.join('-')}`),
  coordinates: fc.tuple(digits(6), digits(6)).map(([a, b]) => `40.${a}, -74.${b}`),
  version: fc.tuple(octet, octet, digits(4)).map(parts => `v3.${parts.join('.')}`),
  address: digits(10).map(id => `https://crm.example/records/${id}/view`),
  query: digits(10).map(id => `?id=${id}&page=2`),
  email: digits(10).map(id => `user${id}@example.com`),
  'mail box': digits(10).map(id => `${id}@example.com`),
  bytes: digits(10).map(n => `${n} bytes`),
  MAC: fc.array(digits(2), { minLength: 6, maxLength: 6 }).map(parts => parts.join(':')),
  'impossible number': fc
    .tuple(fc.constantFrom('012', '123', '199', '000'), digits(3), digits(4))
    .map(parts => parts.join('-')),
  'local number': digits(4).map(line => `555-${line}`),
  'row of figures': fc.array(digits(3), { minLength: 4, maxLength: 9 }).map(parts => parts.join(' ')),
  decimal: fc.tuple(digits(3), digits(10)).map(parts => parts.join('.')),
  score: fc.tuple(digits(3), digits(3), digits(4)).map(([a, b, c]) => `${a}/${b}/${c}`),
};
