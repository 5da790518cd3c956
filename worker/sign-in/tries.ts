import type { MemberContext, PublicContext } from '../context.ts';
import { sha256 } from '../platform.ts';
import { countTries, forgiveTries } from './store.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/**
 * At most `most` tries in `minutes`, counted for `who`: a network, an address, a session or a member. Each kind has
 * its own prefix, so that tries of one kind never use up the limit of another.
 */
type Limit = { readonly who: string; readonly minutes: number; readonly most: number };
type TooMany = { readonly reason: 'too_many_tries'; readonly retryAfterSeconds: number };
type Counted =
  | { readonly ok: true; readonly forgive: () => Promise<void> }
  | { readonly ok: false; readonly error: TooMany };

/** Counts one more try against all of these limits. If one of them is already used up, refuses and counts nothing. */
const count = async ({ env, clock }: PublicContext, limits: readonly Limit[]): Promise<Counted> => {
  const now = clock.now();
  const counters = await Promise.all(
    limits.map(async ({ who, minutes, most }) => ({
      whoHash: await sha256(`${who} ${minutes}`),
      minute: Math.floor(now / (minutes * MINUTE_MS)) * minutes,
      most,
    })),
  );
  const isCounted = await countTries(env, counters);
  const refused = limits.filter((_, index) => !isCounted[index]);
  if (refused.length === 0) return { ok: true, forgive: () => forgiveTries(env, counters) };
  const leftMs = refused.map(({ minutes }) => minutes * MINUTE_MS - (now % (minutes * MINUTE_MS)));
  return {
    ok: false,
    error: { reason: 'too_many_tries', retryAfterSeconds: Math.ceil(Math.max(...leftMs) / 1000) },
  };
};

const fromHere = ({ clientNetwork }: PublicContext): Limit => ({
  who: clientNetwork,
  minutes: 1,
  most: 10,
});

/** One more sign-in try from this network. A successful one is taken back, so that a whole office can sign in. */
export const countSignIn = (context: PublicContext): Promise<Counted> => count(context, [fromHere(context)]);

/**
 * One more sign-in code by email. One network may request fewer codes for an email address (6 a day) than that
 * address can get from all networks (20 a day), so that a stranger neither fills an inbox nor, from one place, keeps
 * its owner from signing in.
 */
export const countMailCode = (context: PublicContext, email: string): Promise<Counted> => {
  const here = `mail ${context.clientNetwork} ${email}`;
  return count(context, [
    fromHere(context),
    { who: here, minutes: 10, most: 3 },
    { who: here, minutes: DAY_MINUTES, most: 6 },
    { who: `mail ${email}`, minutes: DAY_MINUTES, most: 20 },
  ]);
};

/** One more try of a step-up, counted for this session only, so that nobody else can use up its limit. */
export const countStepUp = (context: MemberContext): Promise<Counted> =>
  count(context, [{ who: `step-up ${context.principal.sessionId}`, minutes: 1, most: 10 }]);

/** One more step-up code by email. */
export const countStepUpMail = (context: MemberContext): Promise<Counted> => {
  const who = `step-up mail ${context.principal.memberId}`;
  return count(context, [
    { who, minutes: 10, most: 3 },
    { who, minutes: DAY_MINUTES, most: 20 },
  ]);
};
