import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import type { listen as endpoint } from '../../shared/recordings/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import { addressOf } from './address.ts';
import { recordingOf, stateOf } from './store.ts';

type Listen = typeof endpoint;

// Enough to hear it once to the end, and for some pauses. The carrier's audio has 16 000 bytes a second or more.
const BYTES_PER_MS = 16;
const PAUSES_MS = 5 * 60_000;

/** Lets a member listen: the reply is the address of the audio, for this recording and this session alone. */
export const listen = async (
  { env, clock, principal: { workspaceId, sessionId }, note }: MemberContext,
  { recordingSid }: RequestOf<Listen>,
): Promise<Result<ReplyOf<Listen>, RefusalOf<Listen>>> => {
  const row = await recordingOf(env, workspaceId, recordingSid);
  if (!row) throw notFound();
  const state = stateOf(row);
  if (state !== 'stored') return err({ reason: state });
  const object = await env.RECORDINGS.head(row.key);
  if (!object) return err({ reason: 'gone' });
  note({ target: row.callId });
  const until = clock.now() + PAUSES_MS + Math.ceil(object.size / BYTES_PER_MS);
  return ok({ url: await addressOf(env, { recordingSid, sessionId, until }) });
};
