/** Plays the ringtone for as long as the phone rings. */
import { ringtone } from './choice.ts';

/** The tones are loaded with the first call that comes in: the phone itself starts without them. */
const start = async (): Promise<() => void> => {
  const chosen = await ringtone();
  if (chosen === 'off') return () => {};
  return (await import('./tones.ts')).play(chosen, 'again');
};

/** `follow` calls back with whether the phone rings, after each change. */
export const ringAloud = (follow: (told: (rings: boolean) => void) => void): void => {
  let stop: Promise<() => void> | undefined;
  follow(rings => {
    if (rings === (stop !== undefined)) return;
    if (rings) {
      stop = start();
      return;
    }
    void stop?.then(end => end());
    stop = undefined;
  });
};
