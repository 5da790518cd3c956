/** An aimed fault: how often it struck, and a way to end it. */
export type AimedFault = {
  struck(): number;
  stop(): void;
};

type Shot<M, A> = { readonly on: M; readonly does: A; readonly times: number | 'always' };

/** Aimed faults that wait for a matching event. */
export type Aimed<M, A> = {
  add(shot: Shot<M, A>): AimedFault;
  /** The acts of all faults that match the event; each of these faults counts one strike. */
  strike(matches: (on: M) => boolean): A[];
  clear(): void;
};

export const createAimed = <M, A>(): Aimed<M, A> => {
  const waiting = new Set<Shot<M, A> & { struck: number }>();
  return {
    add(shot) {
      const aimed = { ...shot, struck: 0 };
      waiting.add(aimed);
      return { struck: () => aimed.struck, stop: () => void waiting.delete(aimed) };
    },
    strike(matches) {
      const hits = [...waiting].filter(({ on }) => matches(on));
      for (const hit of hits) {
        hit.struck++;
        if (hit.times !== 'always' && hit.struck >= hit.times) waiting.delete(hit);
      }
      return hits.map(({ does }) => does);
    },
    clear: () => waiting.clear(),
  };
};
