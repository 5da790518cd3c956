/** Every word about a call that its customer hears. */
export const HOLD_WORDS = 'One moment, we are reconnecting you.';
export const STILL_HOLD_WORDS = 'We are still reconnecting you. Thank you for waiting.';
export const PARTING_WORDS = 'We lost the connection. We will call you back.';
export const VOICEMAIL_WORDS =
  'We are sorry, we cannot take your call right now. Please leave a message after the tone, and we will call you back.';
export const VOICEMAIL_THANKS = 'Thank you. We will call you back. Goodbye.';
export const NO_CALL_WORDS =
  'We are sorry, this call could not be placed right now. Please try again in a minute.';
