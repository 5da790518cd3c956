import { signal } from '@preact/signals';
import type { ReplyOf } from '../../../shared/endpoint.ts';
import type { usageToday } from '../../../shared/usage/contract.ts';
import type { Reply } from '../../http.ts';
import { createAsking } from '../../ui/asking.ts';

export type UsagePorts = { readonly today: () => Promise<Reply<typeof usageToday>> };
export type Usage = ReturnType<typeof createUsage>;

/** Today's usage. */
export const createUsage = (ports: UsagePorts) => {
  const today = signal<ReplyOf<typeof usageToday> | undefined>(undefined);
  const { trouble, read } = createAsking();
  return {
    today,
    trouble,
    load: () =>
      read(ports.today, now => {
        today.value = now;
      }),
  };
};
