import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { CONTACTS } from '../people/contacts.ts';
import { personaOf } from '../people/personas.ts';
import { notFound, type RestResult, reply } from './rest-reply.ts';
import type { RestRequest } from './rest-routes.ts';

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

/** Who a number belongs to, as CNAM knows it: North American numbers only, fifteen letters. */
const callerNameOf = (number: string, seed: number) => {
  if (!number.startsWith('+1')) return { caller_name: null, caller_type: null, error_code: null };
  const known = CONTACTS.find(({ e164 }) => e164 === number);
  const name = known?.name ?? personaOf(number, seed).name;
  return { caller_name: name.toUpperCase().slice(0, 15), caller_type: 'CONSUMER', error_code: null };
};

/** Lookup v2: the number's plan, and by `Fields` whose it is and of which kind. */
export const lookUp = ({ network, ids, path, query }: RestRequest): RestResult => {
  const asked = ids.phone ?? '';
  const country = query.get('CountryCode') ?? 'US';
  const parsed = parsePhoneNumberFromString(asked, { defaultCountry: country === 'CA' ? 'CA' : 'US' });
  if (!parsed) return notFound(path);
  const fields = new Set((query.get('Fields') ?? '').split(',').filter(each => each !== ''));
  const isValid = parsed.isValid();
  return reply({
    calling_country_code: parsed.countryCallingCode,
    country_code: parsed.country ?? null,
    phone_number: parsed.number,
    national_format: parsed.formatNational(),
    valid: isValid,
    validation_errors: isValid ? [] : ['INVALID_BUT_POSSIBLE'],
    caller_name: fields.has('caller_name') ? callerNameOf(parsed.number, network.seed) : null,
    line_type_intelligence: fields.has('line_type_intelligence')
      ? {
          type: KINDS[parsed.getType() ?? ''] ?? 'unknown',
          carrier_name: 'Ringside sandbox',
          mobile_country_code: null,
          mobile_network_code: null,
          error_code: null,
        }
      : null,
    sim_swap: null,
    call_forwarding: null,
    line_status: null,
    identity_match: null,
    reassigned_number: null,
    sms_pumping_risk: null,
    phone_number_quality_score: null,
    pre_fill: null,
    url: `https://lookups.twilio.com/v2/PhoneNumbers/${parsed.number}`,
  });
};
