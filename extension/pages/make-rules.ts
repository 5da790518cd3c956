// Compiles libphonenumber's metadata into the files of rules/, small enough for a script that runs in every page.
// After updating libphonenumber-js, `npx vitest run --project extension tests/extension/pages-rules.test.ts -u`
// rewrites them.
import metadata from 'libphonenumber-js/max/metadata';
import { type Node, workshop } from './make-automaton.ts';
import { packed } from './packed.ts';

// Positions in a country's array, metadata version 4 (libphonenumber-js/source/metadata.js).
const CALLING_CODE = 0;
const IDD_PREFIX = 1;
const PATTERN = 2;
const FORMATS = 4;
const NATIONAL_PREFIX = 5;
const NATIONAL_PREFIX_RULE = 6;
const PREFIX_FOR_PARSING = 7;
const PREFIX_TRANSFORM = 8;
const PREFIX_OPTIONAL = 9;
const TYPES = 11;

// Reserved for fiction by the North American plan (ATIS-0300115) in each area, and used for the demo's contacts.
const FICTION = '(?:[2-46-9]\\d\\d|5(?:[0-46-9]\\d|5[0-46-9]))55501\\d\\d';

type Cell = string | number | Cell[] | undefined;

const list = (value: Cell): Cell[] => (Array.isArray(value) ? value : []);
const text = (value: Cell): string => (typeof value === 'string' ? value : '');

const countries: Record<string, Cell[]> = JSON.parse(JSON.stringify(metadata.countries));
const nonGeographic: Record<string, Cell[]> = JSON.parse(JSON.stringify(metadata.nonGeographic));
const sharers: Record<string, string[]> = JSON.parse(JSON.stringify(metadata.country_calling_codes));

const typePatterns = (country: Cell[]): string[] =>
  list(country[TYPES])
    .map(type => text(list(type)[0]))
    .filter(pattern => pattern !== '');

/** Leading digits of the formats that may also be written without the national prefix; '' if there are none. */
const freeOfPrefix = (country: Cell[], formats: Cell[]): string => {
  const prefix = text(country[NATIONAL_PREFIX]);
  if (prefix === '') return '.';
  const free = formats.map(list).filter(format => {
    const rule = text(format[3]) || text(country[NATIONAL_PREFIX_RULE]);
    return !rule.includes(prefix) || Boolean(format[4] ?? country[PREFIX_OPTIONAL]);
  });
  if (formats.length === 0 || free.length === formats.length) return '.';
  return free.map(format => text(list(format[2]).at(-1)) || '.').join('|');
};

const region = (name: string, country: Cell[]): string[] => {
  const main = sharers[text(country[CALLING_CODE])]?.[0] ?? name;
  const formats = list(country[FORMATS]).length > 0 ? country[FORMATS] : countries[main]?.[FORMATS];
  return [
    text(country[CALLING_CODE]),
    text(country[IDD_PREFIX]),
    text(country[PREFIX_FOR_PARSING]) || text(country[NATIONAL_PREFIX]),
    text(country[PREFIX_TRANSFORM]),
    freeOfPrefix(country, list(formats)),
  ];
};

/**
 * A valid number matches its country's general pattern and one of its number types. Numbers whose first digits are
 * read as a national prefix are excluded, because then a different number is meant (Belarus: "+375 8 10…").
 */
const everyNumber = (): Node | null => {
  const { any, both, either, without } = workshop();
  const under = (code: string, patterns: readonly string[]) => any([`${code}(?:${patterns.join('|')})`]);
  const all = [...Object.values(countries), ...Object.values(nonGeographic)].map(country => {
    const code = text(country[CALLING_CODE]);
    const pattern = text(country[PATTERN]);
    const numbers = both(under(code, [pattern]), under(code, typePatterns(country)));
    const prefix = text(country[PREFIX_FOR_PARSING]) || text(country[NATIONAL_PREFIX]);
    if (prefix === '' || text(country[PREFIX_TRANSFORM]) !== '') return numbers;
    return without(numbers, under(code, [`(?:${prefix})(?:${pattern})`]));
  });
  return all.reduce(either, under('1', [FICTION]));
};

const HEAD = '// Made by make-rules.ts from the metadata of libphonenumber-js; do not edit.';
const NORTH_AMERICAN = '1';

const quoted = (value: string) => `'${value.replaceAll('\\', '\\\\')}'`;

const record = (says: string, name: string, lines: readonly (readonly [string, string])[]): string =>
  [
    HEAD,
    '',
    `/** ${says} */`,
    `export const ${name}: Readonly<Record<string, string>> = {`,
    ...lines.map(([key, value]) => `  ${key}: ${quoted(value)},`),
    '};',
    '',
  ].join('\n');

const numbers = (automaton: Node): string => {
  const codes = [
    ...Object.values(countries).map(country => text(country[CALLING_CODE])),
    ...Object.keys(nonGeographic),
  ]
    .sort((a, b) => Number(a) - Number(b))
    .filter((code, n, sorted) => code !== sorted[n - 1]);
  return [
    HEAD,
    '',
    '/** Every calling code there is, apart by spaces. */',
    `export const CALLING_CODES =\n  ${quoted(codes.join(' '))};`,
    '',
    '/** Every valid number, calling code first, as one automaton; automaton.ts reads it. */',
    `export const AUTOMATON =\n  ${quoted(packed(automaton))};`,
    '',
  ].join('\n');
};

/** The content of the files of rules/, by file name. */
export const makeRules = (): Readonly<Record<string, string>> => {
  const automaton = everyNumber();
  if (!automaton) throw new Error('The metadata holds no numbers.');
  const isNorthAmerican = (country: Cell[]) => text(country[CALLING_CODE]) === NORTH_AMERICAN;
  const regions = (isWanted: (country: Cell[]) => boolean) =>
    Object.entries(countries)
      .filter(([, country]) => isWanted(country))
      .map(([name, country]) => [name, region(name, country).join('~')] as const);
  const says =
    'Country → calling code ~ international prefix ~ national prefix ~ its transform ~ what is written without it.';
  return {
    'numbers.ts': numbers(automaton),
    'north-america.ts': record(says, 'NORTH_AMERICA', regions(isNorthAmerican)),
    'regions.ts': record(
      says,
      'REGIONS',
      regions(country => !isNorthAmerican(country)),
    ),
  };
};
