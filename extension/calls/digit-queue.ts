/**
 * Plays digits one after another, each once the one before was played to its end. The browser's insertDTMF drops what is
 * still waiting when it is called again, so digits typed faster than tones play would be lost. How long a tone takes is
 * the browser's affair: Chromium waits for the gap after it twice.
 */
export const digitQueue = (play: (digit: string) => Promise<void>): ((digits: string) => void) => {
  const waiting: string[] = [];
  let playing = false;

  const playAll = async (): Promise<void> => {
    playing = true;
    try {
      for (let digit = waiting.shift(); digit !== undefined; digit = waiting.shift()) await play(digit);
    } finally {
      playing = false;
    }
  };

  return digits => {
    waiting.push(...digits);
    if (!playing) void playAll();
  };
};
