/**
 * Runs something that may take long on a busy machine. If it has not ended after `limitMs`, this fails and says what
 * it was waiting for, which a test runner's own time limit does not.
 */
export const patiently = async <T>(
  limitMs: number,
  work: (waitsFor: (what: string) => void) => Promise<T>,
): Promise<T> => {
  let waited = 'its beginning';
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`Waited ${limitMs / 1000} s, last for ${waited}.`)), limitMs);
  });
  try {
    return await Promise.race([
      work(what => {
        waited = what;
      }),
      limit,
    ]);
  } finally {
    clearTimeout(timer);
  }
};
