/**
 * Runs something that may take long on a busy machine. When it has not ended after `limitMs`, it fails and says what it was
 * waiting for, which a runner's own limit does not.
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
