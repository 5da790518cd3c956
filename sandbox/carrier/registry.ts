/** What the network knows by SID, in order of creation. */
export type Registry<T> = {
  /** Past the limit, the oldest ones that are over are forgotten. */
  add(item: T): void;
  get(sid: string): T | undefined;
  values(): Iterable<T>;
  /** What a restart lost: only the ledger still lists it. */
  readonly lost: readonly T[];
  loseAll(): void;
};

export type RegistrySetup<T> = {
  /** How many are kept. */
  readonly keep: number;
  readonly isOver: (item: T) => boolean;
  /** Called for each one that is no longer kept. */
  readonly forget: (item: T) => void;
};

export const createRegistry = <T extends { readonly sid: string }>({
  keep,
  isOver,
  forget,
}: RegistrySetup<T>): Registry<T> => {
  const bySid = new Map<string, T>();
  const lost: T[] = [];
  return {
    add(item) {
      bySid.set(item.sid, item);
      for (const old of bySid.values()) {
        if (bySid.size <= keep) break;
        if (!isOver(old)) continue;
        bySid.delete(old.sid);
        forget(old);
      }
    },
    get: sid => bySid.get(sid),
    values: () => bySid.values(),
    lost,
    loseAll() {
      lost.push(...bySid.values());
      bySid.clear();
    },
  };
};
