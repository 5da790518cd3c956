import { type Hours, isOpenAt, nextOpening } from '../../shared/workspace/hours.ts';

/** Every text spoken to a caller when nobody takes the call, or when our first answer failed. */
const VOICEMAIL_WORDS =
  'We are sorry, we cannot take your call right now. Please leave a message after the tone, and we will call you back.';
const VOICEMAIL_WORDS_NO_NUMBER =
  'We are sorry, we cannot take your call right now. Please leave your name, your number and a message after the tone.';
const THANKS_WORDS_NO_NUMBER = 'Thank you. Goodbye.';
const THANKS_WORDS = 'Thank you. We will call you back. Goodbye.';
export const NO_CALL_WORDS =
  'This call could not be placed right now, and nobody was rung. Please try again in a minute.';
export const SORRY_WORDS = 'We are sorry, something went wrong. Please call again later.';

const DAYS = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const;

/** A time as a voice reads it: 9 o'clock is `9 A M`, half past nine is `9 30 A M`. */
const spokenTime = (wall: string): string => {
  const [hour = 0, minute = 0] = wall.split(':').map(Number);
  const half = hour % 24 < 12 ? 'A M' : 'P M';
  return `${hour % 12 === 0 ? 12 : hour % 12}${minute === 0 ? '' : ` ${minute}`} ${half}`;
};

/** For callers outside business hours. */
const closedWords = (next: ReturnType<typeof nextOpening>): string => {
  const day = next && (next.inDays === 0 ? 'today' : next.inDays === 1 ? 'tomorrow' : `on ${DAYS[next.day]}`);
  const again = next && next.inDays < 7 ? ` We open again ${day} at ${spokenTime(next.from)}.` : '';
  return `We are closed right now.${again} Please leave your name and number after the tone.`;
};

/** Asks a caller for a message. Only a caller whose number is known can be promised a call back. */
export const messageWords = (hours: Hours | null, hasNumber: boolean, now: number): string =>
  hours && !isOpenAt(hours, now)
    ? closedWords(nextOpening(hours, now))
    : hasNumber
      ? VOICEMAIL_WORDS
      : VOICEMAIL_WORDS_NO_NUMBER;

export const thanksWords = (hasNumber: boolean): string =>
  hasNumber ? THANKS_WORDS : THANKS_WORDS_NO_NUMBER;
