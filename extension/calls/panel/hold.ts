import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { PhoneCall } from '../../messages.ts';
import type { Ports } from './ports.ts';

/** How long the Worker may take to confirm a request over the socket before it is repeated over HTTP. */
const CONFIRM_MS = 2_000;

/** The rep's requests to hold the customer. What became of them is in the call's view, and only there. */
export const createHold = (
  ports: Pick<Ports, 'hold' | 'holdNow' | 'newKey'>,
  live: ReadonlySignal<PhoneCall | null>,
) => {
  /** What was requested and is not confirmed yet. */
  const asked = signal<'hold' | 'resume' | null>(null);
  /** What could not be requested. */
  const failed = signal<'hold' | 'resume' | null>(null);
  let lastTurn = 0;

  /** Resolves to whether the view knows this turn: false after the time, true also once the call is over. */
  const confirmed = (turn: number, withinMs?: number): Promise<boolean> =>
    new Promise(resolve => {
      const settle = (isConfirmed: boolean): void => {
        clearTimeout(limit);
        queueMicrotask(() => stop());
        resolve(isConfirmed);
      };
      const limit = withinMs === undefined ? undefined : setTimeout(settle, withinMs, false);
      const stop = effect(() => {
        const view = live.value?.view;
        if (!view || (view.hold?.turn ?? 0) >= turn) settle(true);
      });
    });

  const request = async (on: boolean): Promise<void> => {
    const view = live.value?.view;
    if (!view || asked.value) return;
    const wish = on ? 'hold' : 'resume';
    asked.value = wish;
    failed.value = null;
    // Higher than the turn of every request before it, also of those that other screens made.
    const turn = Math.max(view.version, lastTurn + 1);
    lastTurn = turn;
    const wanted = { callId: view.id, key: ports.newKey(), on, turn };
    const isSent = await ports.holdNow(wanted);
    if (!isSent || !(await confirmed(turn, CONFIRM_MS))) {
      const reply = await ports.hold(wanted);
      const isKnown = reply.ok && (reply.value.call.hold?.turn ?? 0) >= turn;
      if (isKnown) await confirmed(turn);
      else failed.value = wish;
    }
    asked.value = null;
  };

  return { asked, failed, request };
};
