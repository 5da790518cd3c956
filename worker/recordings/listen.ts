import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import type { listen as endpoint } from '../../shared/recordings/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { notFound } from '../problem.ts';
import { recordingOfCall, stateOf } from './store.ts';

type Listen = typeof endpoint;

/** The audio itself, from our own store. */
export const listen = async (
  { env, principal, note }: MemberContext,
  { callId }: RequestOf<Listen>,
): Promise<Result<ReplyOf<Listen>, RefusalOf<Listen>>> => {
  const row = await recordingOfCall(env, principal.workspaceId, callId);
  if (!row) throw notFound();
  const state = stateOf(row);
  if (!row.key) return err({ reason: state === 'gone' || state === 'empty' ? state : 'coming' });
  const object = await env.RECORDINGS.get(row.key);
  if (!object) return err({ reason: 'gone' });
  note({ target: callId });
  return ok({ type: 'audio/wav', name: `${callId}.wav`, bytes: object.size, body: object.body });
};
