/** The panel's link to the phone: it asks for a phone, follows its reports, and asks again when they end. */
import { type Signal, signal } from '@preact/signals';
import type { Obstacle, PhoneState } from '../../messages.ts';
import type { Ports } from './ports.ts';

const FIRST_FRAME_MS = 3000;
const RETRY_MS = [0, 250, 500, 1000, 2000] as const;

export const createPhoneLink = (ports: Pick<Ports, 'goOnDuty' | 'watchPhone'>) => {
  const state: Signal<PhoneState | null> = signal(null);
  /** Why the phone cannot be started at the moment. */
  const trouble: Signal<Obstacle | null> = signal(null);

  let stopWatching = () => {};
  let timerId: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let open = false;

  const later = (act: () => void, ms: number) => {
    clearTimeout(timerId);
    timerId = setTimeout(act, ms);
  };

  const retry = () => {
    if (!open) return;
    const ms = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0;
    failures += 1;
    later(() => void connect(), ms);
  };

  const connect = async () => {
    const duty = await ports.goOnDuty();
    if (!open) return;
    trouble.value = duty.ok ? null : duty.error;
    if (!duty.ok) return retry();
    stopWatching = ports.watchPhone(frame => {
      clearTimeout(timerId);
      failures = 0;
      state.value = frame;
    }, retry);
    later(() => {
      stopWatching();
      retry();
    }, FIRST_FRAME_MS);
  };

  return {
    state,
    trouble,
    start: (): (() => void) => {
      open = true;
      void connect();
      return () => {
        open = false;
        clearTimeout(timerId);
        stopWatching();
      };
    },
  };
};
