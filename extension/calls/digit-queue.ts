/** Several times the length of a tone and the gap after it. */
const TONE_MS = 2_000;

/** Resolves with the work, or after the limit: if the connection breaks, the end of a tone is never reported. */
const atMost = async (limitMs: number, work: Promise<void>): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>(over => {
    timer = setTimeout(over, limitMs);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Plays digits one after another, each only when the previous one has finished. The browser's insertDTMF drops all
 * pending tones when it is called again, so digits typed faster than tones play would be lost. The browser decides
 * how long a tone takes: Chromium waits for the gap after it twice. If a digit cannot be played, the digits after it
 * are dropped too, because half a number entered later would be a wrong number; `failed` receives the error.
 */
export const digitQueue = (
  play: (digit: string) => Promise<void>,
  failed: (error: unknown) => void,
): ((digits: string) => void) => {
  const waiting: string[] = [];
  let playing = false;

  const playAll = async (): Promise<void> => {
    playing = true;
    try {
      for (let digit = waiting.shift(); digit !== undefined; digit = waiting.shift())
        await atMost(TONE_MS, play(digit));
    } catch (error) {
      waiting.length = 0;
      failed(error);
    } finally {
      playing = false;
    }
  };

  return digits => {
    waiting.push(...digits);
    if (!playing) void playAll();
  };
};
