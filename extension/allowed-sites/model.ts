import { computed, signal } from '@preact/signals';
import type { WantedSite } from '../sites.ts';

export type Ports = {
  readonly read: () => Promise<readonly WantedSite[]>;
  /** Asks whoever sits here; Chrome does so only in answer to a click. */
  readonly ask: (patterns: readonly string[]) => Promise<boolean>;
};
export type AllowedSites = ReturnType<typeof createAllowedSites>;

/** The sites the workspace wants looked at, and whether this browser lets us. */
export const createAllowedSites = (ports: Ports) => {
  const all = signal<readonly WantedSite[]>([]);
  const load = async () => {
    all.value = await ports.read();
  };
  return {
    all,
    missing: computed(() => all.value.filter(({ isAllowed }) => !isAllowed)),
    load,
    /** Not awaited before it asks: a click is forgotten at the first await. */
    allow: async (sites: readonly WantedSite[]) => {
      await ports.ask(sites.map(({ pattern }) => pattern));
      await load();
    },
  };
};
