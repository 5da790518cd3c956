/** Texts about numbers, sent by the Worker. */
import type { RefusalOf } from '../endpoint.ts';
import type { AddressRequirement, buyNumber, CarrierSaid, changeNumber, releaseNumber } from './contract.ts';
import { destinationInWords } from './destination.ts';

export const carrierSaidWords = (refusal: CarrierSaid): string => {
  switch (refusal.reason) {
    case 'not_connected':
      return 'There is no account with the carrier yet. Enter it under Settings first.';
    case 'carrier_silent':
      return 'The carrier does not answer. Try again in a minute.';
    case 'carrier_busy':
      return 'The carrier is too busy to take this request, and nothing was changed. Try again in a minute.';
    case 'carrier_refused':
      return `The carrier refused: ${refusal.message || 'no reason given'} (${refusal.code}).`;
  }
};

const WHOSE_ADDRESS = {
  any: 'an address',
  local: 'an address in this country',
  foreign: 'an address outside this country',
} as const satisfies Record<Exclude<AddressRequirement, 'none'>, string>;

const BUY_THERE = 'Buy it in the Twilio Console, where you can enter one, then import it here.';

/** The address a country requires before a number is sold; null where it requires none. */
export const addressWords = (wanted: AddressRequirement): string | null =>
  wanted === 'none' ? null : `Needs ${WHOSE_ADDRESS[wanted]}`;

/** What to do about it, shown once above the numbers for sale. */
export const addressHelp =
  'Some of these numbers need an address by law. Buy such a number in the Twilio Console, where you can enter the address, then import it here.';

export const buyRefusalWords = (refusal: RefusalOf<typeof buyNumber>): string => {
  switch (refusal.reason) {
    case 'address_required':
      return `This number needs an address by law. ${BUY_THERE}`;
    case 'not_for_sale':
      return 'This number is no longer for sale. Choose another one.';
    case 'used_elsewhere':
      return 'Another workspace uses this number already. Choose another one.';
    default:
      return carrierSaidWords(refusal);
  }
};

export const changeNumberRefusalWords = (refusal: RefusalOf<typeof changeNumber>): string => {
  switch (refusal.reason) {
    case 'forward_missing':
      return 'This work mode forwards calls. Enter the number they are forwarded to, or choose another work mode.';
    case 'forward_to_itself':
      return 'Calls forwarded to a number Ringside answers would come back here. Enter another one.';
    case 'forward_not_a_number':
      return 'This cannot be called. Enter a complete phone number, like +1 212 555 0123.';
    case 'premium':
      return 'Calls to premium-rate and shared-cost numbers are not allowed in this workspace. Allow them under Settings, Countries, or enter another number.';
    case 'country_not_allowed':
      return `Calls to ${destinationInWords(refusal.country)} are not allowed in this workspace. Allow the country under Settings, Countries, or enter another number.`;
  }
};

export const releaseRefusalWords = (refusal: RefusalOf<typeof releaseNumber>): string =>
  refusal.reason === 'not_confirmed' ? 'Type the number exactly to give it back.' : carrierSaidWords(refusal);

/** Its acts, as the audit log shows them. */
export const actWords = {
  'numbers.import': 'Imported numbers',
  'numbers.buy': 'Bought a number',
  'numbers.change': 'Changed a number',
  'numbers.remove': 'Stopped using a number',
  'numbers.release': 'Gave a number back',
} as const;
