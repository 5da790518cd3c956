import type { WorkspaceId } from '../../shared/ids.ts';
import { openDb } from '../db.ts';
import { owe, settle } from '../jobs/index.ts';
import type { SendMail } from './job.ts';

export const oweMail = async (
  env: Env,
  workspaceId: WorkspaceId,
  job: SendMail,
  now: number,
): Promise<void> => {
  await owe(openDb(env.DB), workspaceId, job, now);
};

export const settleMail = async (env: Env, id: string, now: number): Promise<void> => {
  await settle(openDb(env.DB), id, now);
};
