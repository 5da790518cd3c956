import { signal } from '@preact/signals';
import type { ReplyOf } from '../../shared/endpoint.ts';
import type { inboxCount } from '../../shared/inbox/count.ts';
import { lazy } from '../desk/lazy.ts';
import type { Reply } from '../http.ts';

export type MissedPorts = { readonly count: () => Promise<Reply<typeof inboxCount>> };
export type Missed = ReturnType<typeof createMissed>;

const NONE: ReplyOf<typeof inboxCount> = { open: 0, unheard: 0 };

/** The panel’s tab of missed calls: its count is always there, the list is loaded when it is first shown. */
export const createMissed = (ports: MissedPorts) => {
  const counts = signal(NONE);
  let latest = 0;
  return {
    counts,
    list: lazy(() => import('./panel/open.tsx')),
    read: async (): Promise<void> => {
      latest += 1;
      const mine = latest;
      const reply = await ports.count();
      if (mine === latest && reply.ok) counts.value = reply.value;
    },
    /** The counts belong to the previous workspace. */
    forget: (): void => {
      latest += 1;
      counts.value = NONE;
    },
  };
};
