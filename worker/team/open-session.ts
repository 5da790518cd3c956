import { type MemberId, newId, type SessionId, SessionId as SessionIdSchema } from '../../shared/ids.ts';
import type { Opened, SessionKeys } from '../../shared/sign-in/contract.ts';
import type { PublicContext } from '../context.ts';
import { addSession, meOf, type NewSession } from './store.ts';

const MINUTE_MS = 60_000;
/** How long an access token works: short, so that a stolen one is worth little. */
export const ACCESS_MS = 15 * MINUTE_MS;
const SESSION_MS = 30 * 24 * 60 * MINUTE_MS;

/** The row of a new session. */
export const newSession = (
  { clock, random }: Pick<PublicContext, 'clock' | 'random'>,
  device: string,
  keys: SessionKeys,
): NewSession => {
  const now = clock.now();
  return {
    id: newId(SessionIdSchema, 'sess', random),
    keys,
    device,
    now,
    tokenUntil: now + ACCESS_MS,
    expiresAt: now + SESSION_MS,
  };
};

/** What a browser learns about its session. Undefined if the member was removed. */
export const openedOf = async (
  env: Env,
  { id, memberId, expiresAt }: { id: SessionId; memberId: MemberId; expiresAt: number },
): Promise<Opened | undefined> => {
  const me = await meOf(env, memberId);
  return me && { sessionId: id, accessSeconds: ACCESS_MS / 1000, expiresAt, me };
};

/** Opens a session after proof of the person or (`isBound`) only of a membership; the audit log gets its owner. */
export const openSession = async (
  context: PublicContext,
  memberId: MemberId,
  device: string,
  keys: SessionKeys,
  isBound = false,
): Promise<Opened | undefined> => {
  const { env, note } = context;
  const wanted = newSession(context, device, keys);
  if (!(await addSession(env, memberId, wanted, isBound))) return undefined;
  const opened = await openedOf(env, { ...wanted, memberId });
  if (opened) note({ workspaceId: opened.me.workspace.id, memberId });
  return opened;
};
