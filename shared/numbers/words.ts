/** Every word about numbers that the Worker says. */
import type { RefusalOf } from '../endpoint.ts';
import type { CarrierSaid, changeNumber, releaseNumber } from './contract.ts';
import { destinationInWords } from './destination.ts';

export const carrierSaidWords = (refusal: CarrierSaid): string => {
  switch (refusal.reason) {
    case 'not_connected':
      return 'There is no account with the carrier yet. Enter it under Settings first.';
    case 'carrier_silent':
      return 'The carrier does not answer. Try again in a minute.';
    case 'carrier_busy':
      return 'The carrier takes no more requests for now, and nothing was changed. Try again in a minute.';
    case 'carrier_refused':
      return `The carrier said no: ${refusal.message || 'it gave no reason'} (${refusal.code}).`;
  }
};

export const changeNumberRefusalWords = (refusal: RefusalOf<typeof changeNumber>): string => {
  switch (refusal.reason) {
    case 'forward_to_itself':
      return 'Calls forwarded to a number Ringside answers would come back here. Enter another one.';
    case 'forward_not_a_number':
      return 'This cannot be called. Enter a whole number, like +1 212 555 0123.';
    case 'premium':
      return 'Calls to premium-rate and shared-cost numbers are not allowed in this workspace. Allow them under Settings, Countries, or enter another number.';
    case 'country_not_allowed':
      return `Calls to ${destinationInWords(refusal.country)} are not allowed in this workspace. Allow the country under Settings, Countries, or enter another number.`;
  }
};

export const releaseRefusalWords = (refusal: RefusalOf<typeof releaseNumber>): string =>
  refusal.reason === 'not_confirmed' ? 'Type the number exactly to give it back.' : carrierSaidWords(refusal);
