import type { Hook } from './hooks.ts';
import type { Timers } from './timers.ts';
import { matchesHook, type Treatment } from './webhook-faults.ts';

/** Webhooks a fault keeps back. */
export type HeldHooks = {
  /** Fulfilled when this one may go. */
  keep(until: Treatment['holdUntil'], queue: string): Promise<void>;
  /** A webhook of that queue has been delivered or given up: whatever waited for it goes. */
  passed(queue: string, hook: Hook): void;
  releaseAll(): void;
};

type Held = { readonly until: Treatment['holdUntil']; readonly queue: string; readonly go: () => void };

// What swaps places with its successor leaves alone when none comes.
const SWAP_PATIENCE_MS = 1000;

export const createHeldHooks = (timers: Timers): HeldHooks => {
  const held = new Set<Held>();
  const releaseWhere = (test: (each: Held) => boolean) => {
    for (const each of [...held]) {
      if (!test(each)) continue;
      held.delete(each);
      each.go();
    }
  };
  return {
    keep: (until, queue) =>
      new Promise(go => {
        const each = { until, queue, go };
        held.add(each);
        if (until === 'next') timers.after(SWAP_PATIENCE_MS, () => releaseWhere(other => other === each));
      }),
    passed(queue, hook) {
      releaseWhere(each =>
        each.until === 'next'
          ? each.queue === queue
          : each.until !== undefined && matchesHook(each.until, hook),
      );
    },
    releaseAll: () => releaseWhere(() => true),
  };
};
