import type { Ringtone } from '../choice.ts';

export const words = {
  title: 'Ringtone',
  intro: 'What this browser plays while a call comes in.',
  label: 'Tone',
  listen: 'Listen',
};

export const TONE_WORDS: Readonly<Record<Ringtone, string>> = {
  classic: 'Classic',
  chime: 'Chime',
  marimba: 'Marimba',
  off: 'Off',
};
