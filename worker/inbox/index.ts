import type { Hono } from 'hono';
import * as contract from '../../shared/inbox/contract.ts';
import { assignRefusalWords } from '../../shared/inbox/words.ts';
import { ok } from '../../shared/result.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { assignTo, finish, hear, takeBack } from './act.ts';
import { page } from './entries.ts';
import { countsOf } from './store.ts';

export { type News, newsOf } from './news.ts';
export { inboxRows } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.inbox, async (context, wanted) => ok(await page(context, wanted)));
  onMember(app, contract.inboxCount, async ({ env, principal }) =>
    ok(await countsOf(env, principal.workspaceId)),
  );
  onMember(app, contract.heard, hear);
  onMember(app, contract.assign, assignTo, assignRefusalWords);
  onMember(app, contract.markDone, finish);
  onMember(app, contract.reopen, takeBack);
};
