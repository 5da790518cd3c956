import type { CarrierAccount } from '../workspace/index.ts';

/** How long a call may last. A trial account's calls end after ten minutes, whatever limit is requested (F052). */
const LIMIT_SECONDS = { trial: 600, full: 14_400 } as const;

export const limitSecondsOf = (kind: CarrierAccount['kind'] | undefined): number =>
  LIMIT_SECONDS[kind ?? 'full'];
