/** A scheduled event; events that are due at the same time keep the order in which they were added. */
export type Due = { readonly at: number; readonly order: number; run: (() => void) | undefined };

/** A binary heap of scheduled events. Cancelled events are removed in blocks, so that they hold no memory. */
export type VirtualQueue = {
  add(at: number, run: () => void): Due;
  cancel(due: Due): void;
  /** Removes and returns the earliest event. */
  next(): (Due & { readonly run: () => void }) | undefined;
  clear(): void;
};

const isBefore = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

// In a smaller heap, removing cancelled events is not worth the work.
const SMALL = 1024;

export const createVirtualQueue = (): VirtualQueue => {
  let heap: Due[] = [];
  let cancelled = 0;
  let order = 0;

  const swap = (a: number, b: number) => {
    const [left, right] = [heap[a], heap[b]];
    if (left && right) [heap[a], heap[b]] = [right, left];
  };
  const goesBefore = (a: number, b: number): boolean => {
    const [left, right] = [heap[a], heap[b]];
    return left !== undefined && right !== undefined && isBefore(left, right);
  };
  const rise = (from: number) => {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!goesBefore(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  };
  const sink = () => {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const least = goesBefore(left + 1, left) ? left + 1 : left;
      if (!goesBefore(least, at)) return;
      swap(at, least);
      at = least;
    }
  };
  const pop = (): Due | undefined => {
    const [first] = heap;
    const last = heap.pop();
    if (first === last) return first;
    if (last) heap[0] = last;
    sink();
    return first;
  };
  const sweep = () => {
    // A sorted list is a valid heap.
    heap = heap.filter(due => due.run !== undefined).sort((a, b) => (isBefore(a, b) ? -1 : 1));
    cancelled = 0;
  };

  return {
    add(at, run) {
      const due: Due = { at, order: order++, run };
      heap.push(due);
      rise(heap.length - 1);
      return due;
    },
    cancel(due) {
      if (due.run === undefined) return;
      due.run = undefined;
      cancelled++;
      if (heap.length > SMALL && cancelled > heap.length / 2) sweep();
    },
    next() {
      for (let due = pop(); due; due = pop()) {
        const { run } = due;
        if (!run) {
          cancelled--;
          continue;
        }
        due.run = undefined;
        return { ...due, run };
      }
      return undefined;
    },
    clear() {
      heap = [];
      cancelled = 0;
    },
  };
};
