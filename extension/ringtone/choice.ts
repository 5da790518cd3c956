import { readStored, writeStored } from '../stored.ts';

export const RINGTONES = ['classic', 'chime', 'marimba', 'off'] as const;
export type Ringtone = (typeof RINGTONES)[number];

const KEY = 'ringtone';
const USUAL: Ringtone = 'classic';

/** What is played in this browser while a call comes in. If the browser's storage fails, it rings all the same. */
export const ringtone = async (): Promise<Ringtone> => {
  const stored = await readStored(KEY).catch(() => USUAL);
  return RINGTONES.find(each => each === stored) ?? USUAL;
};

export const storeRingtone = (chosen: Ringtone): Promise<void> => writeStored(KEY, chosen);
