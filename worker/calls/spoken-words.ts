/** Every text spoken to the customer of a call, and to a rep who tests their line. */
export const LINE_TEST_WORDS = 'This is a test of your line. If you hear this, all is well.';
export const HOLD_WORDS = 'One moment, we are reconnecting you.';
export const STILL_HOLD_WORDS = 'We are still reconnecting you. Thank you for waiting.';
export const PARTING_WORDS_NO_NUMBER = 'We lost the connection. Please call again.';
export const PARTING_WORDS = 'We lost the connection. We will call you back.';
