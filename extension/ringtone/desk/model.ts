import { signal } from '@preact/signals';
import { type Ringtone, ringtone, storeRingtone } from '../choice.ts';

export type RingtoneChoice = ReturnType<typeof createRingtoneChoice>;

export const createRingtoneChoice = () => {
  /** Null until it has been read. */
  const chosen = signal<Ringtone | null>(null);
  return {
    chosen,
    load: async (): Promise<void> => {
      chosen.value = await ringtone();
    },
    choose: async (tone: Ringtone): Promise<void> => {
      chosen.value = tone;
      await storeRingtone(tone);
    },
    /** Plays the chosen tone once; resolves to what stops it. */
    listen: async (): Promise<() => void> => {
      const tone = chosen.value;
      if (tone === null || tone === 'off') return () => {};
      return (await import('../tones.ts')).play(tone, 'once');
    },
  };
};
