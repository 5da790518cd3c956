import type { Guard } from '../guard.ts';
import { FRAME_MS } from '../media/leg.ts';
import type { Ticker } from '../media/ticker.ts';
import type { Time } from './time.ts';
import type { Scales } from './timers.ts';
import { createVirtualQueue } from './virtual-queue.ts';

/** Monday, 5 January 2026, 09:00 UTC: the default start of a run, so that its ledger is repeatable. */
export const VIRTUAL_START = Date.UTC(2026, 0, 5, 9);

/**
 * Time that jumps from one delay to the next as soon as nothing is under way: every webhook answered, every request
 * served, every promise settled. Work runs one piece after the other, so that the order of answers cannot depend on
 * the machine.
 */
export const createVirtualTime = (startAt: number, scales: Scales, guard: Guard): Time => {
  const queue = createVirtualQueue();
  let now = startAt;
  let working = 0;
  let isPlanned = false;
  let isStopped = false;
  const resting: (() => void)[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  // An immediate runs after every promise that is settled by now, and after those that follow from them.
  const plan = () => {
    if (isPlanned || working > 0 || isStopped) return;
    isPlanned = true;
    setImmediate(step);
  };
  const step = () => {
    isPlanned = false;
    if (working > 0 || isStopped) return;
    const due = queue.next();
    if (!due) {
      for (const rest of resting.splice(0)) rest();
      return;
    }
    now = Math.max(now, due.at);
    guard.run(due.run);
    plan();
  };
  const after = (delayMs: number, run: () => void) => {
    const due = queue.add(now + Math.max(0, delayMs), run);
    plan();
    return () => queue.cancel(due);
  };
  const during = async <T>(work: () => Promise<T>): Promise<T> => {
    working++;
    try {
      return await work();
    } finally {
      working--;
      plan();
    }
  };

  return {
    kind: 'virtual',
    clock: { now: () => now },
    timers: {
      after,
      afterRinging: (delayMs, run) => after(delayMs * scales.ringing, run),
      afterProcessing: (delayMs, run) => after(delayMs * scales.processing, run),
      stop() {
        isStopped = true;
        queue.clear();
        for (const rest of resting.splice(0)) rest();
      },
    },
    ticker: createVirtualTicker(after, () => now, guard),
    during,
    idle: () =>
      new Promise(rest => {
        resting.push(rest);
        plan();
      }),
    inTurn: work =>
      during(() => {
        const mine = turn.then(work);
        turn = mine.catch(() => {});
        return mine;
      }),
  };
};

/** The beat in virtual time, for parts that play a sound or wait for one. */
const createVirtualTicker = (
  after: (delayMs: number, run: () => void) => () => void,
  now: () => number,
  guard: Guard,
): Ticker => {
  const ticks = new Set<() => void>();
  let cancel: (() => void) | undefined;
  const beat = () => {
    cancel = undefined;
    for (const tick of [...ticks]) if (!guard.run(tick)) ticks.delete(tick);
    plan();
  };
  const plan = () => {
    if (ticks.size > 0) cancel ??= after(FRAME_MS, beat);
  };
  return {
    restsUnplayed: true,
    now,
    add(tick) {
      ticks.add(tick);
      plan();
      return () => {
        ticks.delete(tick);
        if (ticks.size > 0) return;
        cancel?.();
        cancel = undefined;
      };
    },
    stop() {
      ticks.clear();
      cancel?.();
      cancel = undefined;
    },
  };
};
