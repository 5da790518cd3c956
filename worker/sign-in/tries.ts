import type { PublicContext } from '../context.ts';
import { sha256 } from '../platform.ts';
import { countTry, forgiveTry } from './store.ts';

const MINUTE_MS = 60_000;
const TRIES_PER_MINUTE = 10;
const MAIL_MINUTES = 10;
const MAILS_PER_ADDRESS = 3;

type TooMany = { readonly reason: 'too_many_tries'; readonly retryAfterSeconds: number };
type Counted =
  | { readonly ok: true; readonly forgive: () => Promise<void> }
  | { readonly ok: false; readonly error: TooMany };

const count = async (
  { env, clock }: PublicContext,
  who: string,
  minutes: number,
  most: number,
): Promise<Counted> => {
  const now = clock.now();
  const lengthMs = minutes * MINUTE_MS;
  const minute = Math.floor(now / lengthMs) * minutes;
  const hash = await sha256(who);
  if ((await countTry(env, hash, minute)) <= most)
    return { ok: true, forgive: () => forgiveTry(env, hash, minute) };
  const retryAfterSeconds = Math.ceil((lengthMs - (now % lengthMs)) / 1000);
  return { ok: false, error: { reason: 'too_many_tries', retryAfterSeconds } };
};

/** One more try to sign in from here. One that was right is forgiven. */
export const countSignIn = (context: PublicContext): Promise<Counted> =>
  count(context, context.clientAddress, 1, TRIES_PER_MINUTE);

/** One more mail to somebody: nobody's inbox is filled. */
export const countMail = (context: PublicContext, email: string): Promise<Counted> =>
  count(context, `mail ${email}`, MAIL_MINUTES, MAILS_PER_ADDRESS);
