import { and, eq, exists, isNull, notExists, or, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { CallContact } from '../../shared/calls/contract.ts';
import type { Contact } from '../../shared/contacts/contract.ts';
import type { ContactId, WorkspaceId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { foldAll } from '../../shared/search/fold.ts';
import { type Db, openDb, preparedOnce } from '../db.ts';
import { type Find, hasNumber, hasText } from '../search/index.ts';
import { workspace } from '../workspace/table.ts';
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

/** Part of a name, a company, an address, or of one of their numbers. */
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
  // One parameter, however many there are: D1 takes a hundred.
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

/** By name; the nameless last, the newest of them first. */
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

/** Only while it still says what was folded. */
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

/** Makes contacts that came some other way findable in every script, a hundred at a time. */
export const foldContacts = async (env: Env): Promise<void> => {
  const db = openDb(env.DB);
  const rows = await db.select().from(contact).where(isNull(contact.search)).limit(FOLD_AT_ONCE).all();
  const [first, ...rest] = rows.map(row => folded(db, row));
  if (first) await db.batch([first, ...rest]);
};

type Change = Partial<Pick<Contact, 'name' | 'company' | 'email'>>;

/** The contact as it was and as it is; undefined when the workspace has none of this id. */
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
  // Folded once it is known what it is now: others may be changing another of its fields.
  if (Object.keys(change).length > 0)
    await db
      .update(contact)
      .set({ ...change, search: null })
      .where(isIt);
  const now = await read();
  if (now) await db.batch([folded(db, now)]);
  return now && { was, now };
};
