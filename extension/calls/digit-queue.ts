/** Several times as long as a tone and the gap after it take. */
const TONE_MS = 2_000;

/** Resolves with the work, or after the limit: the end of a tone is never told where its connection broke off. */
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
 * Plays digits one after another, each once the one before was played to its end. The browser's insertDTMF drops what is
 * still waiting when it is called again, so digits typed faster than tones play would be lost. How long a tone takes is
 * the browser's affair: Chromium waits for the gap after it twice. A digit that cannot be played takes those behind it
 * with it, because half a number entered later would be a wrong one; `failed` is told why.
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
