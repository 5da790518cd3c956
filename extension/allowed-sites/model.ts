import { computed, signal } from '@preact/signals';
import type { WantedSite } from '../sites.ts';

export type Ports = {
  readonly read: () => Promise<readonly WantedSite[]>;
  /** Asks the user for permission; Chrome does so only in response to a click. */
  readonly ask: (patterns: readonly string[]) => Promise<boolean>;
};
export type AllowedSites = ReturnType<typeof createAllowedSites>;

/** The sites chosen by the workspace, and whether this browser permits reading them. */
export const createAllowedSites = (ports: Ports) => {
  const all = signal<readonly WantedSite[]>([]);
  const load = async () => {
    all.value = await ports.read();
  };
  return {
    all,
    missing: computed(() => all.value.filter(({ isAllowed }) => !isAllowed)),
    load,
    /** Asks before any await: Chrome forgets the click at the first await. */
    allow: async (sites: readonly WantedSite[]) => {
      await ports.ask(sites.map(({ pattern }) => pattern));
      await load();
    },
  };
};
