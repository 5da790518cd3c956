import { useEffect } from 'preact/hooks';

// A recording is usually available within seconds of the end of its call.
const REFRESH_MS = 3_000;
const LONGEST_REFRESH_MS = 60_000;

/** While a recording that is shown is still being fetched, looks again and again, ever more rarely. */
export const useComing = (isComing: boolean, refresh: () => Promise<void>): void => {
  useEffect(() => {
    if (!isComing) return;
    let timerId: ReturnType<typeof setTimeout>;
    let isLeft = false;
    const wait = (ms: number): void => {
      if (isLeft) return;
      timerId = setTimeout(async () => {
        await refresh();
        wait(Math.min(ms * 2, LONGEST_REFRESH_MS));
      }, ms);
    };
    wait(REFRESH_MS);
    return () => {
      isLeft = true;
      clearTimeout(timerId);
    };
  }, [isComing, refresh]);
};
