// Compiles libphonenumber's metadata into rules.ts, small enough for a script that runs in every page. After updating
// libphonenumber-js: `npx vitest run --project extension tests/extension/pages-rules.test.ts -u` writes it anew.
import metadata from 'libphonenumber-js/max/metadata';

// Positions in a country's array, metadata version 4 (libphonenumber-js/source/metadata.js).
const CALLING_CODE = 0;
const IDD_PREFIX = 1;
const FORMATS = 4;
const NATIONAL_PREFIX = 5;
const NATIONAL_PREFIX_RULE = 6;
const PREFIX_FOR_PARSING = 7;
const PREFIX_TRANSFORM = 8;
const PREFIX_OPTIONAL = 9;
const TYPES = 11;

// Reserved for fiction by the North American plan (ATIS-0300115), and where the demo's people live. Each area has them.
const FICTION = '(?!555)[2-9]\\d\\d55501\\d\\d';

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

/** Leading digits of the formats that are also written without the national prefix: '' when there are none. */
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

export const makeRules = (): string => {
  const patterns = new Map<string, Set<string>>();
  const add = (code: string, country: Cell[]) => {
    const known = patterns.get(code) ?? new Set();
    for (const pattern of typePatterns(country)) known.add(pattern);
    patterns.set(code, known);
  };
  for (const country of Object.values(countries)) add(text(country[CALLING_CODE]), country);
  for (const [code, country] of Object.entries(nonGeographic)) add(code, country);
  patterns.get('1')?.add(FICTION);

  const quoted = (value: string) => `'${value.replaceAll('\\', '\\\\')}'`;
  const rules = [...patterns]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([code, known]) => `  ${code}: ${quoted([...known].join('|'))},`);
  const regions = Object.entries(countries).map(
    ([name, country]) => `  ${name}: ${quoted(region(name, country).join('~'))},`,
  );
  return [
    '// Made by make-rules.ts from the metadata of libphonenumber-js; do not edit.',
    '',
    '/** Calling code → pattern of every valid national number under it. */',
    'export const RULES: Readonly<Record<string, string>> = {',
    ...rules,
    '};',
    '',
    '/** Country → calling code ~ international prefix ~ national prefix ~ its transform ~ what is written without it. */',
    'export const REGIONS: Readonly<Record<string, string>> = {',
    ...regions,
    '};',
    '',
  ].join('\n');
};
