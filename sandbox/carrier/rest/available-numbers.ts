import { accountPath } from '../account/account.ts';
import { hash } from '../dice.ts';
import { filter } from './filter.ts';
import type { RestNetwork } from './network.ts';
import { notFound, type RestResult, refuse, reply } from './reply.ts';
import { national } from './resources.ts';
import type { RestRequest } from './routes.ts';

const DEFAULT_COUNT = 30;
const MOST = 100;
const AREAS = ['212', '305', '312', '415', '512', '617', '646', '702', '818', '917'];
const TOLL_FREE = ['800', '833', '844', '855', '866', '877', '888'];

/** The n-th number the carrier sells in an area, the same for the same seed. Never a fictional number. */
const numberIn = (area: string, seed: number, n: number): string => {
  const chance = hash(`number ${seed} ${area} ${n}`);
  const exchange = 200 + (chance % 355);
  const line = String((chance >>> 9) % 10_000).padStart(4, '0');
  return `+1${area}${exchange}${line}`;
};

/** Countries outside North America with numbers for sale: their prefix, and the address that law requires. */
const ABROAD = {
  DE: { begins: '+4930', digits: 8, address: 'local' },
  GB: { begins: '+4420', digits: 8, address: 'any' },
  NL: { begins: '+3120', digits: 7, address: 'local' },
} as const;
type Address = 'none' | 'any' | 'local' | 'foreign';

/** The kind of address that must be on file before a number is sold. */
export const addressFor = (number: string): Address =>
  Object.values(ABROAD).find(({ begins }) => number.startsWith(begins))?.address ?? 'none';

const abroadIn = (network: RestNetwork, country: keyof typeof ABROAD): string[] => {
  const { begins, digits } = ABROAD[country];
  const every = Array.from({ length: DEFAULT_COUNT }, (_, n) => {
    const chance = hash(`number ${network.seed} ${country} ${n}`);
    return `${begins}${String(chance % 10 ** digits).padStart(digits, '5')}`;
  });
  return [...new Set(every)].filter(number => !network.account.lines.has(number));
};
const isAbroad = (country: string | undefined): country is keyof typeof ABROAD =>
  country !== undefined && Object.hasOwn(ABROAD, country);

/** Numbers of an area that nobody owns. */
export const freeIn = (network: RestNetwork, area: string, most = MOST): string[] => {
  const every = Array.from({ length: most }, (_, n) => numberIn(area, network.seed, n));
  return [...new Set(every)].filter(number => !network.account.lines.has(number));
};

/** Only North America has area codes and toll-free numbers here. */
const freeNumbers = ({ network, path, ids, query }: RestRequest): RestResult | readonly string[] => {
  const tollFree = ids.kind === 'TollFree';
  if (isAbroad(ids.country) && ids.kind === 'Local') return abroadIn(network, ids.country);
  if (ids.country !== 'US' && ids.country !== 'CA') return notFound(path);
  if (!tollFree && ids.kind !== 'Local') return notFound(path);
  const areaCode = query.get('AreaCode');
  if (areaCode !== null && !/^\d{3}$/.test(areaCode)) return refuse(20001, `Invalid AreaCode: ${areaCode}`);
  const areas = areaCode === null ? (tollFree ? TOLL_FREE : AREAS) : [areaCode];
  return areas.flatMap(area => freeIn(network, area, Math.ceil(MOST / areas.length)));
};

const wants = (number: string, value: string, ...which: readonly Address[]): boolean =>
  value !== 'true' || !which.includes(addressFor(number));

/** Numbers for sale: `AreaCode` and `Contains` (digits, with * for any) narrow the list. */
export const listAvailable = (request: RestRequest): RestResult => {
  const { network, ids, query } = request;
  const free = freeNumbers(request);
  if ('ok' in free) return free;
  const tollFree = ids.kind === 'TollFree';
  const size = Math.min(Number(query.get('PageSize') ?? DEFAULT_COUNT) || DEFAULT_COUNT, MOST);
  const found = filter(free, query, {
    AreaCode: () => true,
    Contains: (number, value) => new RegExp(value.replace(/[^\d*]/g, '').replaceAll('*', '\\d')).test(number),
    VoiceEnabled: (_number, value) => value === 'true',
    SmsEnabled: (_number, value) => value === 'true',
    ExcludeAllAddressRequired: (number, value) => wants(number, value, 'any', 'local', 'foreign'),
    ExcludeLocalAddressRequired: (number, value) => wants(number, value, 'local'),
    ExcludeForeignAddressRequired: (number, value) => wants(number, value, 'foreign'),
  });
  if (!found.ok) return found;
  return reply({
    available_phone_numbers: found.value.slice(0, size).map(number => ({
      phone_number: number,
      friendly_name: national(number),
      iso_country: ids.country,
      region: null,
      locality: null,
      postal_code: null,
      rate_center: null,
      lata: null,
      latitude: null,
      longitude: null,
      address_requirements: addressFor(number),
      beta: false,
      capabilities: { voice: true, SMS: true, MMS: !tollFree, fax: false },
    })),
    uri: `${accountPath(network.account)}/AvailablePhoneNumbers/${ids.country}/${ids.kind}.json`,
  });
};
