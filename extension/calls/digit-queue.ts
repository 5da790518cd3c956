/** A tone and the gap after it, as the Voice SDK plays them (160 ms + 70 ms), and a little to be sure. */
export const DIGIT_MS = 250;

/**
 * Sends digits one after another. The browser's insertDTMF drops what is still waiting when it is called again,
 * so digits typed faster than tones play would be lost.
 */
export const digitQueue = (send: (digit: string) => void, wait: (then: () => void, ms: number) => void) => {
  const waiting: string[] = [];
  let playing = false;

  const next = (): void => {
    const digit = waiting.shift();
    playing = digit !== undefined;
    if (digit === undefined) return;
    send(digit);
    wait(next, DIGIT_MS);
  };

  return (digits: string): void => {
    waiting.push(...digits);
    if (!playing) next();
  };
};
