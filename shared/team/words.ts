/** Every word about signing in that the Worker says. */
import type { RefusalOf } from '../endpoint.ts';
import type { signIn } from './contract.ts';

export const signInRefusalWords = (refusal: RefusalOf<typeof signIn>): string =>
  refusal.reason === 'code_not_valid'
    ? 'This setup code does not work: it is mistyped, used or too old. Ask your admin for a new one.'
    : `Too many tries. Wait ${refusal.retryAfterSeconds} seconds, then try again.`;
