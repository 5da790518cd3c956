/** Texts about signing in, shared by the Worker and the desk. */
import type { RefusalOf } from '../endpoint.ts';
import type { mailCode, renew, signIn, signInByMail } from './contract.ts';

export const tooManyTriesWords = (seconds: number): string =>
  seconds > 120
    ? `Too many tries. Wait ${Math.ceil(seconds / 60)} minutes, then try again.`
    : `Too many tries. Wait ${seconds} seconds, then try again.`;

export const codeRefusalWords = (refusal: RefusalOf<typeof signIn>): string =>
  refusal.reason === 'code_not_valid'
    ? 'This setup code does not work: it is mistyped, used or too old. Ask your admin for a new one.'
    : tooManyTriesWords(refusal.retryAfterSeconds);

export const mailCodeRefusalWords = (refusal: RefusalOf<typeof mailCode>): string =>
  refusal.reason === 'no_mail'
    ? 'This server sends no mail. Ask your admin for a setup code.'
    : tooManyTriesWords(refusal.retryAfterSeconds);

export const mailedCodeRefusalWords = (refusal: RefusalOf<typeof signInByMail>): string =>
  refusal.reason === 'code_not_valid'
    ? 'This code does not work: it is mistyped, used, too old, or was tried too often. Ask for a new one.'
    : tooManyTriesWords(refusal.retryAfterSeconds);

export const renewRefusalWords = (_: RefusalOf<typeof renew>): string => 'You are signed out. Sign in again.';
