import type { WorkspaceId } from '../../shared/ids.ts';
import { numbersOf } from '../numbers/index.ts';
import { notFound } from '../problem.ts';
import { carrierAccountOf, planOf, withheldOf, workspaceById } from '../workspace/index.ts';
import { settingsIn } from './store.ts';

/** Reads once, however often it is asked. */
const once = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
};

/** What groups of settings are read from: each is read at most once, and only if a group needs it. */
export const sourcesOf = (env: Env, workspaceId: WorkspaceId) => ({
  env,
  stored: once(() => settingsIn(env, workspaceId)),
  workspace: once(async () => {
    const workspace = await workspaceById(env, workspaceId);
    if (!workspace) throw notFound();
    return workspace;
  }),
  account: once(() => carrierAccountOf(env, workspaceId)),
  numbers: once(() => numbersOf(env, workspaceId)),
  withheld: once(async () => {
    const plan = await planOf(env, workspaceId);
    return plan ? withheldOf(plan) : [];
  }),
});
export type Sources = ReturnType<typeof sourcesOf>;
