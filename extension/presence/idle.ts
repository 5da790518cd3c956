/** Whether anybody uses this computer, as far as the operating system and our own screens can tell (F061). */
type IdlePorts = {
  /** Tells the Worker for how long nobody has; null while somebody does. */
  readonly tell: (idleMs: number | null) => void;
  readonly now: () => number;
};

export type Idle = {
  /** The operating system says for how long nobody has used the computer; null while somebody does. */
  readonly hear: (idleMs: number | null) => void;
  /** Somebody used a page or one of our screens, which the operating system may not have noticed. */
  readonly active: () => void;
  /** Tells the Worker again: on a new socket it knows nothing. */
  readonly repeat: () => void;
};

export const idleness = ({ tell, now }: IdlePorts): Idle => {
  let since: number | null = null;
  let activeAt = 0;
  const repeat = (): void => tell(since === null ? null : now() - since);
  const put = (next: number | null): void => {
    if (next === since) return;
    since = next;
    repeat();
  };
  return {
    repeat,
    hear: idleMs => put(idleMs === null ? null : (since ?? Math.max(activeAt, now() - idleMs))),
    active: () => {
      activeAt = now();
      if (since !== null) put(activeAt);
    },
  };
};
