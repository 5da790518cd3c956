/** Every word about numbers that the Worker says. */
import type { RefusalOf } from '../endpoint.ts';
import type { CarrierSaid, changeNumber, releaseNumber } from './contract.ts';

export const carrierSaidWords = (refusal: CarrierSaid): string => {
  switch (refusal.reason) {
    case 'not_connected':
      return 'There is no account with the carrier yet. Enter it under Settings first.';
    case 'carrier_silent':
      return 'The carrier does not answer. Try again in a minute.';
    case 'carrier_refused':
      return `The carrier said no: ${refusal.message || 'it gave no reason'} (${refusal.code}).`;
  }
};

export const changeNumberRefusalWords = ({ reason }: RefusalOf<typeof changeNumber>): string =>
  reason === 'forward_to_itself'
    ? 'Calls forwarded to a number Ringside answers would come back here. Enter another one.'
    : 'This cannot be called. Enter a whole number, like +1 212 555 0123.';

export const releaseRefusalWords = (refusal: RefusalOf<typeof releaseNumber>): string =>
  refusal.reason === 'not_confirmed' ? 'Type the number exactly to give it back.' : carrierSaidWords(refusal);
