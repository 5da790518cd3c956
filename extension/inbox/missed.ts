import { signal } from '@preact/signals';
import type { inboxCount } from '../../shared/inbox/count.ts';
import type { Reply } from '../http.ts';

export type MissedPorts = { readonly count: () => Promise<Reply<typeof inboxCount>> };
export type Missed = ReturnType<typeof createMissed>;

/** The panel’s tab of missed calls: its count is always there, the list is loaded when it is first shown. */
export const createMissed = (ports: MissedPorts) => {
  const open = signal(0);
  /** Undefined until it has been loaded, null if it cannot be. */
  const list = signal<typeof import('./panel/open.tsx') | null | undefined>(undefined);
  let latest = 0;
  return {
    /** How many entries nobody has taken care of. */
    open,
    list,
    load: async (): Promise<void> => {
      list.value ??= await import('./panel/open.tsx').catch((error: unknown) => {
        reportError(error);
        return null;
      });
    },
    read: async (): Promise<void> => {
      latest += 1;
      const mine = latest;
      const reply = await ports.count();
      if (mine === latest && reply.ok) open.value = reply.value.open;
    },
    /** The count belongs to the previous workspace. */
    forget: (): void => {
      latest += 1;
      open.value = 0;
    },
  };
};
