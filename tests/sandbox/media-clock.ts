import type { MonotonicClock } from '../../sandbox/carrier/media/ticker.ts';

/** Time that passes only when the test advances it. */
export const manualClock = (): MonotonicClock & { advance(forMs: number): void } => {
  let now = 0;
  let plans: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    schedule(run, delayMs) {
      const plan = { at: now + delayMs, run };
      plans.push(plan);
      return () => {
        plans = plans.filter(other => other !== plan);
      };
    },
    advance(forMs) {
      const end = now + forMs;
      for (;;) {
        const [due] = plans.filter(plan => plan.at <= end).sort((a, b) => a.at - b.at);
        if (!due) break;
        plans = plans.filter(plan => plan !== due);
        now = Math.max(now, due.at);
        due.run();
      }
      now = end;
    },
  };
};
