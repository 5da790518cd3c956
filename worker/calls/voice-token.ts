import { err, ok } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { tokenTtlSeconds, voiceAccessToken } from '../twilio/index.ts';
import { accountOf, isReady } from '../workspace/index.ts';

const SANDBOX_HOST = 'sandbox.invalid';

/** Only loopback is accepted, because the rep's voice goes wherever the signalling address points. */
const isLoopback = (url: string): boolean =>
  /^ws:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/.test(url);

/** The token the rep's device signs in with. The token alone cannot place a call: a call also needs a ticket. */
export const voiceToken = async ({ env, clock, principal }: MemberContext) => {
  const identity = principal.memberId;
  const account = await accountOf(env, principal.workspaceId);
  if (!isReady(account)) return err({ reason: 'dialer_not_ready' as const });
  return ok({
    token: voiceAccessToken(env, account, identity),
    identity,
    expiresAt: clock.now() + tokenTtlSeconds(env) * 1000,
    signalling: isLoopback(env.SIGNALLING_URL) ? { host: SANDBOX_HOST, url: env.SIGNALLING_URL } : undefined,
  });
};
