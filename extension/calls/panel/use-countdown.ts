import { useEffect, useState } from 'preact/hooks';

/** Milliseconds left until `until` on the server's clock, rounded up to seconds, updated each second; 0 when over. */
export const useCountdown = (now: () => number, skewMs: number, until: number | undefined): number => {
  const left = () => (until === undefined ? 0 : Math.max(0, until - (now() + skewMs)));
  const [, setTick] = useState(0);
  useEffect(() => {
    let timerId: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      setTick(count => count + 1);
      const ms = left();
      if (ms > 0) timerId = setTimeout(tick, ms % 1000 || 1000);
    };
    tick();
    return () => clearTimeout(timerId);
  }, [now, skewMs, until]);
  return Math.ceil(left() / 1000) * 1000;
};
