const LOOK_EVERY_MS = 1000;
const STARTED = 'ringsideStop';

/**
 * Runs a part of ours in this page, once. After an update the old copy stays in open pages without its extension: it
 * then takes itself away.
 */
export const keepWhileAlive = (start: () => () => void): void => {
  // Injected again into a page that already has it: the newer takes over.
  const earlier: unknown = Reflect.get(globalThis, STARTED);
  if (typeof earlier === 'function') earlier();
  const stop = start();
  const end = () => {
    clearInterval(timer);
    stop();
  };
  const timer = setInterval(() => {
    if (chrome.runtime?.id === undefined) end();
  }, LOOK_EVERY_MS);
  Reflect.set(globalThis, STARTED, end);
};
