// Less metadata than the Worker classifies with: this is part of the panel.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { destinationInWords, destinationOf } from '../numbers/destination.ts';
import type { EndDetail } from './end-detail.ts';

const countryOf = (e164: string): string => {
  const number = parsePhoneNumberFromString(e164);
  return number ? destinationInWords(destinationOf(number)) : 'this country';
};

/** What happened, then what to do. */
export const detailWords = (detail: EndDetail, to: string): string => {
  switch (detail) {
    case 'country_blocked':
      return `The carrier does not let your account call ${countryOf(to)}. An admin can enable the country in the Twilio Console, under Voice, Settings, Geo permissions.`;
    case 'number_blocked':
      return 'The carrier blocks calls to this number. Ask the contact for another one.';
    case 'not_verified':
      return 'Your workspace has a trial account, which calls verified numbers only. An admin can verify this number in the carrier’s console, or upgrade the account.';
    case 'caller_id_refused':
      return 'The carrier does not accept the caller ID of this call. Ask an admin to press Set up again under Settings, Dialer.';
    case 'too_many_calls':
      return 'Your workspace has as many calls in progress as its carrier account allows. Call again when one has ended.';
    case 'account_refused':
      return 'The carrier does not accept your workspace’s account. Ask an admin to run the check-up.';
    case 'network_busy':
      return 'The phone network stayed busy, and nobody was rung. Try again in a minute.';
  }
};
