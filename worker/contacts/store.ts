import { and, eq, notExists, sql } from 'drizzle-orm';
import type { CallContact } from '../../shared/calls/contract.ts';
import type { ContactId, WorkspaceId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { type Db, openDb } from '../db.ts';
import { workspace } from '../workspace/table.ts';
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
  const holder = db
    .select({ one: sql`1` })
    .from(contactPhone)
    .where(and(eq(contactPhone.workspaceId, workspaceId), eq(contactPhone.e164, e164)));
  const [, , found] = await db.batch([
    db.insert(contact).select(
      db
        .select({
          id: sql<ContactId>`${id}`.as('id'),
          workspaceId: workspace.id,
          name: sql<string | null>`null`.as('name'),
          company: sql<string | null>`null`.as('company'),
          email: sql<string | null>`null`.as('email'),
          source: sql<string>`${source}`.as('source'),
          createdAt: sql<number>`${now}`.as('created_at'),
        })
        .from(workspace)
        .where(and(eq(workspace.id, workspaceId), notExists(holder))),
    ),
    db.insert(contactPhone).select(
      db
        .select({
          workspaceId: contact.workspaceId,
          e164: sql<E164>`${e164}`.as('e164'),
          contactId: contact.id,
        })
        .from(contact)
        .where(eq(contact.id, id)),
    ),
    byNumber(db, workspaceId, e164),
  ]);
  return found[0];
};
