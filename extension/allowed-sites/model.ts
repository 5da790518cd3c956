import { computed, signal } from '@preact/signals';
import type { WantedSite } from '../sites.ts';

export type Wires = {
  readonly read: () => Promise<readonly WantedSite[]>;
  /** Asks whoever sits here; Chrome does so only in answer to a click. */
  readonly ask: (patterns: readonly string[]) => Promise<boolean>;
};
export type AllowedSites = ReturnType<typeof createAllowedSites>;

/** The sites the workspace wants looked at, and whether this browser lets us. */
export const createAllowedSites = (wires: Wires) => {
  const all = signal<readonly WantedSite[]>([]);
  const load = async () => {
    all.value = await wires.read();
  };
  return {
    all,
    missing: computed(() => all.value.filter(({ isAllowed }) => !isAllowed)),
    load,
    /** Not awaited before it asks: a click is forgotten at the first await. */
    allow: async (sites: readonly WantedSite[]) => {
      await wires.ask(sites.map(({ pattern }) => pattern));
      await load();
    },
  };
};
