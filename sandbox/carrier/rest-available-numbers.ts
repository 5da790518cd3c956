import { hash } from './dice.ts';
import type { Network } from './network.ts';
import { filter } from './rest-filter.ts';
import { notFound, type RestResult, refuse, reply } from './rest-reply.ts';
import { accountPath, national } from './rest-resources.ts';
import type { RestRequest } from './rest-routes.ts';

const DEFAULT_COUNT = 30;
const MOST = 100;
const AREAS = ['212', '305', '312', '415', '512', '617', '646', '702', '818', '917'];
const TOLL_FREE = ['800', '833', '844', '855', '866', '877', '888'];

/** The n-th number of an area that the carrier has to give: the same for the same seed. Never one of fiction. */
const numberIn = (area: string, seed: number, n: number): string => {
  const chance = hash(`number ${seed} ${area} ${n}`);
  const exchange = 200 + (chance % 355);
  const line = String((chance >>> 9) % 10_000).padStart(4, '0');
  return `+1${area}${exchange}${line}`;
};

/** Numbers of an area that nobody has. */
export const freeIn = (network: Network, area: string, most = MOST): string[] => {
  const every = Array.from({ length: most }, (_, n) => numberIn(area, network.seed, n));
  return [...new Set(every)].filter(number => !network.lines.has(number));
};

/** Numbers to buy. Only those of the North American plan: `AreaCode` and `Contains` (digits, with * for any) narrow it down. */
export const listAvailable = ({ network, path, ids, query }: RestRequest): RestResult => {
  if (ids.country !== 'US' && ids.country !== 'CA') return notFound(path);
  const tollFree = ids.kind === 'TollFree';
  if (!tollFree && ids.kind !== 'Local') return notFound(path);
  const areaCode = query.get('AreaCode');
  if (areaCode !== null && !/^\d{3}$/.test(areaCode)) return refuse(20001, `Invalid AreaCode: ${areaCode}`);
  const areas = areaCode === null ? (tollFree ? TOLL_FREE : AREAS) : [areaCode];
  const size = Math.min(Number(query.get('PageSize') ?? DEFAULT_COUNT) || DEFAULT_COUNT, MOST);
  const free = areas.flatMap(area => freeIn(network, area, Math.ceil(MOST / areas.length)));
  const found = filter(free, query, {
    AreaCode: () => true,
    Contains: (number, value) => new RegExp(value.replace(/[^\d*]/g, '').replaceAll('*', '\\d')).test(number),
    VoiceEnabled: (_number, value) => value === 'true',
    SmsEnabled: (_number, value) => value === 'true',
    ExcludeAllAddressRequired: () => true,
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
      address_requirements: 'none',
      beta: false,
      capabilities: { voice: true, SMS: true, MMS: !tollFree, fax: false },
    })),
    uri: `${accountPath(network.account)}/AvailablePhoneNumbers/${ids.country}/${ids.kind}.json`,
  });
};
