import { useRef } from 'preact/hooks';

const SHIELD_MS = 500;

/**
 * A view that replaces another automatically must not catch a click that was meant for the previous one:
 * wrapped handlers do nothing in the first half second.
 */
export const useShield = (): (<A extends unknown[]>(act: (...args: A) => void) => (...args: A) => void) => {
  const shownAt = useRef(performance.now());
  return act =>
    (...args) => {
      if (performance.now() - shownAt.current >= SHIELD_MS) act(...args);
    };
};
