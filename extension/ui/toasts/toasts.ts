import { signal } from '@preact/signals';

// Long enough to read two lines and reach for the button.
const SHOWN_MS = 8_000;
const MOST = 3;

export type Toast = {
  readonly id: number;
  readonly text: string;
  /** Takes back what was just done. */
  readonly undo?: () => unknown;
};

/** Short confirmations, the newest last. Each goes away on its own, but not while one of them is pointed at. */
export const createToasts = () => {
  const shown = signal<readonly Toast[]>([]);
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let isHeld = false;
  let last = 0;

  const drop = (id: number): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    shown.value = shown.value.filter(toast => toast.id !== id);
    if (shown.value.length === 0) isHeld = false;
  };
  const expire = ({ id }: Toast): void => {
    if (!isHeld)
      timers.set(
        id,
        setTimeout(() => drop(id), SHOWN_MS),
      );
  };

  return {
    shown,
    say: (text: string, undo?: () => unknown): void => {
      // The same words a second time take the place of the first, instead of standing below them.
      const same = undo ? undefined : shown.value.find(each => each.text === text && !each.undo);
      if (same) clearTimeout(timers.get(same.id));
      const others = shown.value.filter(each => each !== same);
      last += 1;
      const toast = { id: last, text, undo };
      for (const { id } of others.slice(0, -(MOST - 1))) drop(id);
      shown.value = [...others.slice(-(MOST - 1)), toast];
      expire(toast);
    },
    undo: ({ id, undo }: Toast): void => {
      drop(id);
      undo?.();
    },
    drop,
    hold: (): void => {
      isHeld = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
    release: (): void => {
      isHeld = false;
      for (const toast of shown.value) expire(toast);
    },
    clear: (): void => {
      for (const { id } of shown.value) drop(id);
    },
  };
};
export type ToastQueue = ReturnType<typeof createToasts>;

/** The page's one queue. */
export const toasts = createToasts();
