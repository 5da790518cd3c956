import { computed, effect, signal } from '@preact/signals';
import type { ReplyOf } from '../../shared/endpoint.ts';
import type { inboxCount } from '../../shared/inbox/count.ts';
import type { Reply } from '../http.ts';

export type MissedPorts = { readonly count: () => Promise<Reply<typeof inboxCount>> };
export type Missed = ReturnType<typeof createMissed>;

const NONE: ReplyOf<typeof inboxCount> = { open: 0, unheard: 0 };

/** The panel’s tab of missed calls: its count is always there, the list is loaded when it is first shown. */
export const createMissed = (ports: MissedPorts) => {
  const counts = signal(NONE);
  /** Undefined until it has been loaded, null if it cannot be. */
  const list = signal<typeof import('./panel/open.tsx') | null | undefined>(undefined);
  /** When missed calls last came in or were taken care of, as far as the phone knows. */
  const changedAt = signal(0);
  let latest = 0;

  const read = async (): Promise<void> => {
    latest += 1;
    const mine = latest;
    const reply = await ports.count();
    if (mine === latest && reply.ok) counts.value = reply.value;
  };

  return {
    counts,
    changedAt,
    list,
    load: async (): Promise<void> => {
      list.value ??= await import('./panel/open.tsx').catch((error: unknown) => {
        reportError(error);
        return null;
      });
    },
    /** Counts whenever there is news; `newsAt` is undefined while the phone is not on duty, and may miss some. */
    follow: (newsAt: () => number | undefined): (() => void) => {
      const heard = computed(newsAt);
      return effect(() => {
        if (heard.value === undefined) return;
        changedAt.value = heard.value;
        void read();
      });
    },
    /** The counts belong to the previous workspace. */
    forget: (): void => {
      latest += 1;
      counts.value = NONE;
    },
  };
};
