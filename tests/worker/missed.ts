/** Missed calls as LiveCall records them, without the calls. */
import { env } from 'cloudflare:workers';
import { CallId, newId, type RecordingSid, RecordingSid as RecordingSidOf } from '../../shared/ids.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import { openDb } from '../../worker/db.ts';
import { inboxRows, type News } from '../../worker/inbox/index.ts';
import { randomBytes } from '../../worker/platform.ts';
import { recordingRows } from '../../worker/recordings/index.ts';
import { ACCOUNT, CUSTOMER, sid, type Workspace } from './kit.ts';

export type MissedCall = Extract<News, { kind: 'missed' }>;

export const OURS = E164.parse('+12125550190');

export const aMissedCall = ({ id }: Workspace, over: Partial<MissedCall> = {}): MissedCall => ({
  kind: 'missed',
  workspaceId: id,
  callId: newId(CallId, 'call', randomBytes),
  number: CUSTOMER,
  address: null,
  callerName: null,
  ours: OURS,
  at: Date.now() - 60_000,
  ...over,
});

const written = async (rows: ReturnType<typeof inboxRows>): Promise<void> => {
  const [first, ...rest] = rows;
  if (first) await openDb(env.DB).batch([first, ...rest]);
};

export const record = (news: News): Promise<void> => written(inboxRows(openDb(env.DB), news));

export const missed = async (workspace: Workspace, over: Partial<MissedCall> = {}): Promise<MissedCall> => {
  const call = aMissedCall(workspace, over);
  await record(call);
  return call;
};

/** A message that was left in this call, stored. */
export const leaveMessage = async ({ workspaceId, callId, at }: MissedCall): Promise<RecordingSid> => {
  const db = openDb(env.DB);
  const recordingSid = RecordingSidOf.parse(sid('RE'));
  const rows = recordingRows(
    db,
    { workspaceId, callId, recordingSid, startedAt: at, seconds: 7 },
    ACCOUNT.accountSid,
    undefined,
  );
  const [first, ...rest] = rows;
  if (first) await db.batch([first, ...rest]);
  await env.DB.prepare('update recording set stored_at = 1, bytes = 4 where recording_sid = ?')
    .bind(recordingSid)
    .run();
  return recordingSid;
};
