/** `making` until the first attempt has succeeded or failed. */
export type LineState = 'making' | 'up' | 'down';

/** The line to the carrier: its state, and the callers that wait for it. */
export type Line = {
  readonly state: () => LineState;
  readonly set: (state: LineState) => void;
  /** Whether the line comes up within this time. */
  readonly whenUp: (limitMs: number) => Promise<boolean>;
};

export const createLine = (changed: () => void): Line => {
  let state: LineState = 'making';
  const waiting = new Set<() => void>();
  return {
    state: () => state,
    set: next => {
      if (next === state) return;
      state = next;
      if (state === 'up') for (const tell of waiting) tell();
      changed();
    },
    whenUp: limitMs =>
      state === 'up'
        ? Promise.resolve(true)
        : new Promise(resolve => {
            const settle = (): void => {
              clearTimeout(limit);
              waiting.delete(settle);
              resolve(state === 'up');
            };
            const limit = setTimeout(settle, limitMs);
            waiting.add(settle);
          }),
  };
};
