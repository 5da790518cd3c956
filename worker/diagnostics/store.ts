import { and, desc, eq } from 'drizzle-orm';
import type { CheckUp } from '../../shared/diagnostics/contract.ts';
import type { MemberId, WorkspaceId } from '../../shared/ids.ts';
import { call } from '../calls/index.ts';
import { openDb } from '../db.ts';

const CALLS = 40;
const CONTACTS = 5;

/**
 * The contacts this member called last, each with the number that the workspace's last call to them came from, which
 * the next one will come from as well.
 */
export const lastCalled = async (
  env: Env,
  workspaceId: WorkspaceId,
  memberId: MemberId,
): Promise<CheckUp['lastCalled']> => {
  const db = openDb(env.DB);
  const outbound = and(eq(call.workspaceId, workspaceId), eq(call.direction, 'outbound'));
  const own = await db
    .select({ contactId: call.contactId })
    .from(call)
    .where(and(outbound, eq(call.memberId, memberId)))
    .orderBy(desc(call.openedAt))
    .limit(CALLS)
    .all();
  const called = own.flatMap(({ contactId }) => contactId ?? []);
  const contacts = [...new Set(called)].slice(0, CONTACTS);
  const last = (contactId: (typeof contacts)[number]) =>
    db
      .select({ name: call.contactName, number: call.to, from: call.from, at: call.openedAt })
      .from(call)
      .where(and(outbound, eq(call.contactId, contactId)))
      .orderBy(desc(call.openedAt))
      .limit(1);
  const [first, ...rest] = contacts.map(last);
  const calls = first ? (await db.batch([first, ...rest])).flat() : [];
  return calls.flatMap(({ from, ...each }) => (from === null ? [] : { ...each, from }));
};
