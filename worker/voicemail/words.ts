/** Every word a caller hears when our first answer failed. */
export const VOICEMAIL_WORDS =
  'We are sorry, we cannot take your call right now. Please leave a message after the tone, and we will call you back.';
export const THANKS_WORDS = 'Thank you. We will call you back. Goodbye.';
export const NO_CALL_WORDS =
  'This call could not be placed right now, and nobody was rung. Please try again in a minute.';
export const SORRY_WORDS = 'We are sorry, something went wrong. Please call again later.';
