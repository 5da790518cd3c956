/** The newest items of a kind; older ones are only counted. */
export type Memory<T> = {
  add(item: T): void;
  items(): readonly T[];
  forgotten(): number;
};

export const createMemory = <T>(limit: number): Memory<T> => {
  let items: T[] = [];
  let forgotten = 0;
  return {
    add(item) {
      items.push(item);
      // Trimmed in blocks, because removing a single item moves all the others.
      if (items.length <= limit * 1.25) return;
      forgotten += items.length - limit;
      items = items.slice(-limit);
    },
    items: () => items,
    forgotten: () => forgotten,
  };
};
