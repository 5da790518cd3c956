import {
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import { CONTACTS } from '../../people/contacts.ts';
import { personaOf } from '../../people/personas.ts';
import { type RestResult, refuse, reply } from './reply.ts';
import type { RestRequest } from './routes.ts';

const KINDS: Readonly<Record<string, string>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'landline',
  FIXED_LINE_OR_MOBILE: 'landline',
  TOLL_FREE: 'tollFree',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'sharedCost',
  VOIP: 'fixedVoip',
  PERSONAL_NUMBER: 'personal',
  PAGER: 'pager',
  UAN: 'uan',
  VOICEMAIL: 'voicemail',
};

// No provider serves the country (docs, errors/60607).
const UNSUPPORTED = 60607;

/** The owner of a number, as CNAM knows it: numbers of the United States only, fifteen letters. */
const callerNameOf = ({ country, number }: PhoneNumber, seed: number) => {
  if (country !== 'US') return { caller_name: null, caller_type: null, error_code: UNSUPPORTED };
  const known = CONTACTS.find(({ e164 }) => e164 === number);
  const name = known?.name ?? personaOf(number, seed).name;
  return { caller_name: name.toUpperCase().slice(0, 15), caller_type: 'CONSUMER', error_code: null };
};

const lineTypeOf = (number: PhoneNumber) => ({
  type: KINDS[number.getType() ?? ''] ?? 'unknown',
  carrier_name: 'Ringside sandbox',
  mobile_country_code: null,
  mobile_network_code: null,
  error_code: null,
});

const FIELDS = ['caller_name', 'line_type_intelligence'];

/** What is wrong with a number, in Lookup's terms (docs, lookup/v2-api/formatting-validation). */
const ERRORS: Readonly<Record<string, string>> = {
  TOO_SHORT: 'TOO_SHORT',
  TOO_LONG: 'TOO_LONG',
  INVALID_LENGTH: 'INVALID_LENGTH',
  INVALID_COUNTRY: 'INVALID_COUNTRY_CODE',
  NOT_A_NUMBER: 'NOT_A_NUMBER',
};

const NOTHING = {
  sim_swap: null,
  call_forwarding: null,
  line_status: null,
  identity_match: null,
  reassigned_number: null,
  sms_pumping_risk: null,
  phone_number_quality_score: null,
  pre_fill: null,
};

/**
 * Lookup v2: the number's plan, and depending on `Fields` its owner and its type. A national number is read in the
 * plan of `CountryCode`, by default the United States.
 */
export const lookUp = ({ network, ids, query }: RestRequest): RestResult => {
  const asked = ids.phone ?? '';
  const country = query.get('CountryCode') ?? 'US';
  if (!isSupportedCountry(country)) return refuse(20001, `Invalid CountryCode: ${country}`);
  const fields = (query.get('Fields') ?? '').split(',').filter(each => each !== '');
  const unknown = fields.find(each => !FIELDS.includes(each));
  if (unknown) return refuse(20001, `The sandbox carrier does not know the field ${unknown} here.`);
  const length = validatePhoneNumberLength(asked, country);
  const parsed = parsePhoneNumberFromString(asked, country);
  const isValid = parsed?.isValid() ?? false;
  return reply({
    calling_country_code: parsed?.countryCallingCode ?? null,
    country_code: parsed?.country ?? null,
    phone_number: parsed?.number ?? asked,
    national_format: parsed?.formatNational() ?? null,
    valid: isValid,
    validation_errors: isValid ? [] : [ERRORS[length ?? ''] ?? 'INVALID_BUT_POSSIBLE'],
    ...NOTHING,
    caller_name: parsed && fields.includes('caller_name') ? callerNameOf(parsed, network.seed) : null,
    line_type_intelligence: parsed && fields.includes('line_type_intelligence') ? lineTypeOf(parsed) : null,
    url: `https://lookups.twilio.com/v2/PhoneNumbers/${parsed?.number ?? asked}`,
  });
};
