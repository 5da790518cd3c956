import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { MemberId, newId, randomTail } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { lookAtCode as lookEndpoint, signIn as signInEndpoint } from '../../shared/sign-in/contract.ts';
import type { PublicContext } from '../context.ts';
import { lookAtInvitation, redeemInvitation, sessionOfInvitation } from '../joining/index.ts';
import { sha256 } from '../platform.ts';
import { newSession, openedOf } from '../team/index.ts';
import { lookAtSetupCode, redeemSetupCode, sessionOfCode } from './store.ts';
import { countSignIn } from './tries.ts';

type SignIn = typeof signInEndpoint;
type Look = typeof lookEndpoint;

const NOT_VALID = { reason: 'code_not_valid' } as const;

/** Exchanges a setup code for a session. Wrong, used and expired codes get the same answer. */
export const signIn = async (
  context: PublicContext,
  { code, device, keys }: RequestOf<SignIn>,
): Promise<Result<ReplyOf<SignIn>, RefusalOf<SignIn>>> => {
  const { env, random, note } = context;
  const tried = await countSignIn(context);
  if (!tried.ok) return tried;
  const codeHash = await sha256(code);
  const wanted = newSession(context, device, keys);
  const memberId =
    (await redeemSetupCode(env, codeHash, wanted)) ??
    (await redeemInvitation(env, {
      codeHash,
      session: wanted,
      ids: { memberId: newId(MemberId, 'mem', random), userId: `user_${randomTail(random)}` },
    }));
  const session = memberId
    ? { ...wanted, memberId }
    : ((await sessionOfCode(env, codeHash, keys)) ?? (await sessionOfInvitation(env, codeHash, keys)));
  const opened = session && (await openedOf(env, session));
  if (!opened) return err(NOT_VALID);
  await tried.forgive();
  note({ workspaceId: opened.me.workspace.id, memberId: opened.me.member.id });
  return ok(opened);
};

/** The person and the workspace a code is for, before it is used up. */
export const lookAtCode = async (
  context: PublicContext,
  { code }: RequestOf<Look>,
): Promise<Result<ReplyOf<Look>, RefusalOf<Look>>> => {
  const { env, clock } = context;
  const tried = await countSignIn(context);
  if (!tried.ok) return tried;
  const codeHash = await sha256(code);
  const found =
    (await lookAtSetupCode(env, codeHash, clock.now())) ??
    (await lookAtInvitation(env, codeHash, clock.now()));
  if (!found) return err(NOT_VALID);
  await tried.forgive();
  return ok(found);
};
