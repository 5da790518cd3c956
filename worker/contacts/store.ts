import { and, eq, exists, isNull, notExists, or, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { CallContact } from '../../shared/calls/contract.ts';
import type { Contact } from '../../shared/contacts/contract.ts';
import type { ContactId, WorkspaceId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { foldAll } from '../../shared/search/fold.ts';
import { type Db, openDb, preparedOnce } from '../db.ts';
import { type Find, hasNumber, hasText } from '../search/index.ts';
import { workspace } from '../workspace/index.ts';
import { contact, contactPhone } from './table.ts';

const shown = { id: contact.id, name: contact.name, company: contact.company };

const byNumber = (db: Db, workspaceId: WorkspaceId | Placeholder, e164: E164 | Placeholder) =>
  db
    .select(shown)
    .from(contactPhone)
    .innerJoin(contact, eq(contact.id, contactPhone.contactId))
    .where(and(eq(contactPhone.workspaceId, workspaceId), eq(contactPhone.e164, e164)));

const holderOf = preparedOnce(db =>
  byNumber(db, sql.placeholder('workspaceId'), sql.placeholder('e164')).prepare(),
);

export const contactByNumber = (
  env: Env,
  workspaceId: WorkspaceId,
  e164: E164,
): Promise<CallContact | undefined> => holderOf(env.DB).get({ workspaceId, e164 });

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

/** One transaction, so that simultaneous requests create a single contact, and never one without its number. */
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
          search: sql<string | null>`''`.as('search'),
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

/** Matches part of a name, a company, an address, or one of the contact's numbers. */
const matching = (db: Db, find: Find | undefined): SQL | undefined => {
  if (!find) return undefined;
  const byText = hasText(contact.search, [contact.name, contact.company, contact.email], find);
  if (find.numbers.length === 0) return byText;
  const theirs = db
    .select({ one: sql`1` })
    .from(contactPhone)
    .where(
      and(
        eq(contactPhone.workspaceId, contact.workspaceId),
        eq(contactPhone.contactId, contact.id),
        or(...find.numbers.map(digits => hasNumber(contactPhone.e164, digits))),
      ),
    );
  return or(byText, exists(theirs));
};

type Rows = readonly (typeof contact.$inferSelect)[];

const withNumbers = async (db: Db, workspaceId: WorkspaceId, rows: Rows): Promise<Contact[]> => {
  // A single parameter for all of them, because D1 binds at most 100.
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const isTheirs = and(
    eq(contactPhone.workspaceId, workspaceId),
    sql`${contactPhone.contactId} in (select value from json_each(${ids}))`,
  );
  const phones = rows.length > 0 ? await db.select().from(contactPhone).where(isTheirs).all() : [];
  return rows.map(({ id, name, company, email, createdAt }) => ({
    id,
    name,
    company,
    email,
    createdAt,
    numbers: phones.filter(({ contactId }) => contactId === id).map(({ e164 }) => e164),
  }));
};

/** By name; contacts without a name come last, newest first. */
export const contactsOf = async (
  env: Env,
  workspaceId: WorkspaceId,
  { skip, limit, find }: { readonly skip: number; readonly limit: number; readonly find?: Find | undefined },
): Promise<Contact[]> => {
  const db = openDb(env.DB);
  const rows = await db
    .select()
    .from(contact)
    .where(and(eq(contact.workspaceId, workspaceId), matching(db, find)))
    .orderBy(
      sql`${contact.name} is null, coalesce(${contact.search}, lower(${contact.name})), ${contact.createdAt} desc, ${contact.id}`,
    )
    .limit(limit)
    .offset(skip)
    .all();
  return withNumbers(db, workspaceId, rows);
};

/** Written only if the folded fields have not changed since. */
const folded = (db: Db, { id, name, company, email }: Pick<Contact, 'id' | 'name' | 'company' | 'email'>) =>
  db
    .update(contact)
    .set({ search: foldAll([name, company, email]) })
    .where(
      and(
        eq(contact.id, id),
        isNull(contact.search),
        sql`${contact.name} is ${name}`,
        sql`${contact.company} is ${company}`,
        sql`${contact.email} is ${email}`,
      ),
    );

const FOLD_AT_ONCE = 100;

/** Folds contacts that were inserted without search text, a hundred at a time: search finds them in any script. */
export const foldContacts = async (env: Env): Promise<void> => {
  const db = openDb(env.DB);
  const rows = await db.select().from(contact).where(isNull(contact.search)).limit(FOLD_AT_ONCE).all();
  const [first, ...rest] = rows.map(row => folded(db, row));
  if (first) await db.batch([first, ...rest]);
};

type Change = Partial<Pick<Contact, 'name' | 'company' | 'email'>>;

/** The contact before and after the change; undefined if the workspace has no contact with this id. */
export const changeContactRow = async (
  env: Env,
  workspaceId: WorkspaceId,
  id: ContactId,
  change: Change,
): Promise<{ readonly was: Contact; readonly now: Contact } | undefined> => {
  const db = openDb(env.DB);
  const isIt = and(eq(contact.workspaceId, workspaceId), eq(contact.id, id));
  const read = async () =>
    (await withNumbers(db, workspaceId, await db.select().from(contact).where(isIt).all()))[0];
  const was = await read();
  if (!was) return undefined;
  // Folded from the row after the update: somebody else may be changing another field at the same time.
  if (Object.keys(change).length > 0)
    await db
      .update(contact)
      .set({ ...change, search: null })
      .where(isIt);
  const now = await read();
  if (now) await db.batch([folded(db, now)]);
  return now && { was, now };
};
