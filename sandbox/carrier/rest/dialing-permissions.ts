// Voice Dialing Permissions: voice.twilio.com/v1/DialingPermissions.
import * as z from 'zod';
import { callingCodeOf, type GeoPermission, geoName } from '../account/geo-permissions.ts';
import { parseJson } from '../parse-json.ts';
import { notFound, type RestResult, refuse, reply } from './reply.ts';
import type { RestRequest } from './routes.ts';

const HOST = 'https://voice.twilio.com';
const COUNTRIES = '/v1/DialingPermissions/Countries';
const DEFAULT_SIZE = 50;
const MAX_SIZE = 1000;

const countryJson = ([iso_code, permission]: readonly [string, GeoPermission]) => ({
  iso_code,
  name: geoName(iso_code),
  country_codes: [callingCodeOf(iso_code)],
  continent: null,
  ...permission,
  url: `${HOST}${COUNTRIES}/${iso_code}`,
  links: { highrisk_special_prefixes: `${HOST}${COUNTRIES}/${iso_code}/HighRiskSpecialPrefixes` },
});

const isWanted = (query: URLSearchParams, country: ReturnType<typeof countryJson>): boolean => {
  const says = (name: string, is: boolean) => !query.has(name) || query.get(name) === String(is);
  return (
    (query.get('IsoCode') ?? country.iso_code) === country.iso_code &&
    (!query.has('CountryCode') || country.country_codes.includes(query.get('CountryCode') ?? '')) &&
    says('LowRiskNumbersEnabled', country.low_risk_numbers_enabled) &&
    says('HighRiskSpecialNumbersEnabled', country.high_risk_special_numbers_enabled) &&
    says('HighRiskTollfraudNumbersEnabled', country.high_risk_tollfraud_numbers_enabled)
  );
};

/** The pages of Twilio's newer services use complete addresses for their neighbours. */
export const listCountries = ({ network, query }: RestRequest): RestResult => {
  const size = Math.min(Number(query.get('PageSize') ?? DEFAULT_SIZE), MAX_SIZE);
  const page = Number(query.get('Page') ?? 0);
  if (!(size >= 1) || !(page >= 0)) return refuse(20001, 'Invalid Page or PageSize');
  const all = [...network.account.geo].map(countryJson).filter(each => isWanted(query, each));
  const urlOf = (n: number): string => {
    const params = new URLSearchParams(query);
    params.set('PageSize', String(size));
    params.set('Page', String(n));
    return `${HOST}${COUNTRIES}?${params}`;
  };
  const start = page * size;
  return reply({
    content: all.slice(start, start + size),
    meta: {
      first_page_url: urlOf(0),
      key: 'content',
      next_page_url: start + size < all.length ? urlOf(page + 1) : null,
      page,
      page_size: size,
      previous_page_url: page > 0 ? urlOf(page - 1) : null,
      url: urlOf(page),
    },
  });
};

export const fetchCountry = ({ network, path, ids }: RestRequest): RestResult => {
  const code = ids.country ?? '';
  const permission = network.account.geo.get(code);
  return permission ? reply(countryJson([code, permission])) : notFound(path);
};

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform(text => text === 'true')]);
const Updates = z.array(
  z.object({
    iso_code: z.string(),
    low_risk_numbers_enabled: flag.optional(),
    high_risk_special_numbers_enabled: flag.optional(),
    high_risk_tollfraud_numbers_enabled: flag.optional(),
  }),
);

/** The equivalent of ticking countries in the console. */
export const updateCountries = ({ network, form }: RestRequest): RestResult => {
  const text = form.get('UpdateRequest') ?? '';
  const updates = Updates.safeParse(parseJson(text));
  if (!updates.success) return refuse(20001, 'Invalid UpdateRequest');
  let count = 0;
  for (const { iso_code, ...change } of updates.data) {
    const permission = network.account.geo.get(iso_code);
    if (!permission) continue;
    Object.assign(permission, change);
    count += 1;
  }
  return reply({ update_count: count, update_request: text }, 201);
};
