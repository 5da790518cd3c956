import type { HangupError, TokenFault } from './host.ts';

const TOKEN_WORDS: Record<TokenFault, string> = {
  31201: 'The access token was not signed with a key of this account.',
  31202: 'The access token names an account that does not exist.',
  31204: 'The access token is invalid.',
  31205: 'The access token has expired.',
  31207: 'The access token lives longer than allowed or names a key that does not exist.',
};

export const tokenFault = (code: TokenFault): HangupError => ({ code, message: TOKEN_WORDS[code] });
export const badFrame = (message: string): HangupError => ({ code: 31400, message });
export const NO_SUCH_CALL: HangupError = { code: 31404, message: 'There is no such call.' };
export const NO_RECONNECT: HangupError = { code: 31209, message: 'The reconnect token is unknown.' };
export const MEDIA_GONE: HangupError = { code: 31003, message: 'The media stopped arriving.' };
export const BAD_OFFER = {
  malformed: { code: 31400, message: 'The SDP of the offer cannot be read.' },
  no_pcmu: { code: 31400, message: 'The offer contains no PCMU audio.' },
} as const satisfies Record<string, HangupError>;
