import { and, eq, sql } from 'drizzle-orm';
import type { CallContact } from '../../shared/calls/contract.ts';
import type { ContactId, WorkspaceId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { type Db, openDb } from '../db.ts';
import { contact, contactPhone } from './table.ts';

const shown = { id: contact.id, name: contact.name, company: contact.company };

const byNumber = (db: Db, workspaceId: WorkspaceId, e164: E164) =>
  db
    .select(shown)
    .from(contactPhone)
    .innerJoin(contact, eq(contact.id, contactPhone.contactId))
    .where(and(eq(contactPhone.workspaceId, workspaceId), eq(contactPhone.e164, e164)));

export const contactByNumber = (
  env: Env,
  workspaceId: WorkspaceId,
  e164: E164,
): Promise<CallContact | undefined> => byNumber(openDb(env.DB), workspaceId, e164).get();

export const contactById = (
  env: Env,
  workspaceId: WorkspaceId,
  id: ContactId,
): Promise<CallContact | undefined> =>
  openDb(env.DB)
    .select(shown)
    .from(contact)
    .where(and(eq(contact.workspaceId, workspaceId), eq(contact.id, id)))
    .get();

export type NewContact = {
  readonly id: ContactId;
  readonly workspaceId: WorkspaceId;
  readonly e164: E164;
  readonly source: string;
  readonly now: number;
};

/** One transaction, so that any number of callers at once make one contact, and none without its number. */
export const insertUnlessKnown = async (env: Env, wanted: NewContact): Promise<CallContact | undefined> => {
  const db = openDb(env.DB);
  const { id, workspaceId, e164, source, now } = wanted;
  const [, , found] = await db.batch([
    db.run(sql`
      insert into ${contact} (id, workspace_id, source, created_at)
      select ${id}, ${workspaceId}, ${source}, ${now}
      where not exists (
        select 1 from ${contactPhone} where workspace_id = ${workspaceId} and e164 = ${e164}
      )`),
    db.run(sql`
      insert into ${contactPhone} (workspace_id, e164, contact_id)
      select ${workspaceId}, ${e164}, id from ${contact} where id = ${id}`),
    byNumber(db, workspaceId, e164),
  ]);
  return found[0];
};
