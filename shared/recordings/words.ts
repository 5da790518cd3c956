/** Every word about recordings that the Worker and the screens both say. */
import type { RefusalOf } from '../endpoint.ts';
import type { listen } from './contract.ts';

export const listenRefusalWords = ({ reason }: RefusalOf<typeof listen>): string =>
  reason === 'coming'
    ? 'This recording is still being fetched from the carrier. Try again in a minute.'
    : 'This recording is no longer kept: its time was up.';
