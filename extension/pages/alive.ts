const LOOK_EVERY_MS = 1000;
const STARTED = 'ringsideStop';

/**
 * Runs one part of the content script in this page, once. After an update, the old copy stays in open pages without
 * its extension and then removes itself.
 */
export const keepWhileAlive = (start: () => () => void): void => {
  // Injected again into a page that already has it: the newer copy takes over.
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
