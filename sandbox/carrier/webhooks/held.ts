import type { Timers } from '../time/timers.ts';
import { matchesHook, type Treatment } from '../weather/webhooks.ts';
import type { Hook } from './hooks.ts';

/** Webhooks that a fault holds back. */
export type HeldHooks = {
  /** Fulfilled when this webhook may be sent. */
  keep(until: Treatment['holdUntil'], queue: string): Promise<void>;
  /** A webhook of that queue was delivered or has failed: releases the webhooks that waited for it. */
  passed(queue: string, hook: Hook): void;
  releaseAll(): void;
};

type Held = { readonly until: Treatment['holdUntil']; readonly queue: string; readonly go: () => void };

// A webhook that swaps places with its successor is sent after this time if there is no successor.
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
