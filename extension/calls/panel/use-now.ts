import { useEffect, useState } from 'preact/hooks';

/**
 * The server's time, updated at each full second after `since`, so that a timer neither skips nor lags. With
 * `since` undefined, it does not tick.
 */
export const useNow = (now: () => number, skewMs: number, since: number | undefined): number => {
  const [shown, setShown] = useState(() => now() + skewMs);
  useEffect(() => {
    if (since === undefined) return;
    let timerId: ReturnType<typeof setTimeout>;
    const tick = () => {
      const at = now() + skewMs;
      setShown(at);
      const passed = Math.max(0, at - since) % 1000;
      timerId = setTimeout(tick, 1000 - passed);
    };
    tick();
    return () => clearTimeout(timerId);
  }, [now, skewMs, since]);
  return shown;
};
