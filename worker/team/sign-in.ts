import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { newId, randomTail, SessionId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { signIn as endpoint } from '../../shared/team/contract.ts';
import type { PublicContext } from '../context.ts';
import { sha256 } from '../platform.ts';
import { countSignInTry, forgiveSignInTry, meOf, redeemSetupCode } from './store.ts';

const MINUTE_MS = 60_000;
const TRIES_PER_MINUTE = 10;
const SESSION_MS = 30 * 24 * 60 * MINUTE_MS;

type SignIn = typeof endpoint;

/** A setup code → a session. Wrong, used and old codes are not told apart. */
export const signIn = async (
  { env, clock, random, clientAddress, note }: PublicContext,
  { code, device }: RequestOf<SignIn>,
): Promise<Result<ReplyOf<SignIn>, RefusalOf<SignIn>>> => {
  const now = clock.now();
  const client = await sha256(clientAddress);
  const minute = Math.floor(now / MINUTE_MS);
  const tries = await countSignInTry(env, client, minute);
  if (tries > TRIES_PER_MINUTE)
    return err({
      reason: 'too_many_tries',
      retryAfterSeconds: Math.ceil((MINUTE_MS - (now % MINUTE_MS)) / 1000),
    });
  const token = `rs_${randomTail(random)}_${randomTail(random)}`;
  const expiresAt = now + SESSION_MS;
  const memberId = await redeemSetupCode(env, {
    id: newId(SessionId, 'sess', random),
    codeHash: await sha256(code),
    tokenHash: await sha256(token),
    device,
    now,
    expiresAt,
  });
  const me = memberId && (await meOf(env, memberId));
  if (!me) return err({ reason: 'code_not_valid' });
  await forgiveSignInTry(env, client, minute);
  note({ workspaceId: me.workspace.id, memberId: me.member.id });
  return ok({ token, expiresAt, me });
};
