/** Texts about signing in, shared by the Worker and the desk. */
import type { RefusalOf } from '../endpoint.ts';
import type { mailCode, renew, signIn, signInByMail } from './contract.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Rounded up, so that trying again after the wait is not too early. */
const waitWords = (seconds: number): string => {
  if (seconds > 2 * HOUR) return `${Math.ceil(seconds / HOUR)} hours`;
  if (seconds > 2 * MINUTE) return `${Math.ceil(seconds / MINUTE)} minutes`;
  return seconds === 1 ? 'a second' : `${seconds} seconds`;
};

export const tooManyTriesWords = (seconds: number): string =>
  `Too many tries. Wait ${waitWords(seconds)}, then try again.`;

export const codeRefusalWords = (refusal: RefusalOf<typeof signIn>): string =>
  refusal.reason === 'code_not_valid'
    ? 'This setup code does not work: it is mistyped, used or too old. Ask your admin for a new one.'
    : tooManyTriesWords(refusal.retryAfterSeconds);

export const mailCodeRefusalWords = (refusal: RefusalOf<typeof mailCode>): string =>
  refusal.reason === 'no_mail'
    ? 'This server sends no email. Ask your admin for a setup code.'
    : tooManyTriesWords(refusal.retryAfterSeconds);

export const mailedCodeRefusalWords = (refusal: RefusalOf<typeof signInByMail>): string =>
  refusal.reason === 'code_not_valid'
    ? 'This code does not work: it is mistyped, used, too old, or was tried too often. Ask for a new one.'
    : tooManyTriesWords(refusal.retryAfterSeconds);

export const renewRefusalWords = (_: RefusalOf<typeof renew>): string => 'You are signed out. Sign in again.';

/** Its acts, as the audit log shows them. */
export const actWords = {
  'team.signIn': 'Signed in',
  'team.signInByMail': 'Signed in with a code by email',
  'setup.code': 'Created a setup code at the command line',
} as const;
