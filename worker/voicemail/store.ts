import type { RecordingSid } from '../../shared/ids.ts';
import { openDb } from '../db.ts';
import { recordingRows } from '../recordings/index.ts';
import { missedCall } from './table.ts';

type NewMissed = typeof missedCall.$inferInsert;

/** Adds what is known of a missed call to what was known before. */
export const putMissed = async (env: Env, row: NewMissed): Promise<void> => {
  const { from, to, errorCode } = row;
  await openDb(env.DB)
    .insert(missedCall)
    .values(row)
    .onConflictDoUpdate({
      target: [missedCall.workspaceId, missedCall.callSid],
      set: { from, to, errorCode },
    });
};

/** The missed call of a caller who left a message, and in the same transaction the message and the job that stores it. */
export const putVoicemail = async (
  env: Env,
  row: Pick<NewMissed, 'workspaceId' | 'callSid' | 'missedAt'>,
  message: { readonly recordingSid: RecordingSid; readonly seconds: number; readonly accountSid: string },
  now: number,
): Promise<void> => {
  const db = openDb(env.DB);
  const { workspaceId, callSid: callId, missedAt: startedAt } = row;
  const { accountSid, ...left } = message;
  await db.batch([
    db.insert(missedCall).values(row).onConflictDoNothing(),
    ...recordingRows(db, { workspaceId, callId, startedAt, ...left }, accountSid, now),
  ]);
};
