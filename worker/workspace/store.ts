import { and, eq, getTableColumns, isNull, lt, ne, not, or, sql } from 'drizzle-orm';
import type { WorkspaceId } from '../../shared/ids.ts';
import { openDb } from '../db.ts';
import { outbox } from '../jobs/index.ts';
import { carrierAccount, formerAccount, organization, workspace } from './table.ts';

export type Workspace = typeof workspace.$inferSelect;
/** The account, with what its organization's plan leaves out, as JSON. */
export type CarrierAccountRow = typeof carrierAccount.$inferSelect & { readonly withheld: string };

export const workspaceById = (env: Env, id: WorkspaceId): Promise<Workspace | undefined> =>
  openDb(env.DB).select().from(workspace).where(eq(workspace.id, id)).get();

/** The country whose number format the workspace uses; empty if there is no such workspace. */
export const countryOf = async (env: Env, id: WorkspaceId): Promise<string> => {
  const columns = { country: workspace.country };
  const row = await openDb(env.DB).select(columns).from(workspace).where(eq(workspace.id, id)).get();
  return row?.country ?? '';
};

export const workspaceWithKey = (env: Env, webhookKey: string): Promise<Workspace | undefined> =>
  openDb(env.DB).select().from(workspace).where(eq(workspace.webhookKey, webhookKey)).get();

const accounts = (env: Env) =>
  openDb(env.DB)
    .select({ ...getTableColumns(carrierAccount), withheld: organization.withheld })
    .from(carrierAccount)
    .innerJoin(workspace, eq(workspace.id, carrierAccount.workspaceId))
    .innerJoin(organization, eq(organization.id, workspace.organizationId));

export const carrierAccountOf = (env: Env, id: WorkspaceId): Promise<CarrierAccountRow | undefined> =>
  accounts(env).where(eq(carrierAccount.workspaceId, id)).get();

/** What the plan of the workspace's organization leaves out, as JSON. */
export const planOf = (env: Env, id: WorkspaceId): Promise<{ withheld: string } | undefined> =>
  openDb(env.DB)
    .select({ withheld: organization.withheld })
    .from(workspace)
    .innerJoin(organization, eq(organization.id, workspace.organizationId))
    .where(eq(workspace.id, id))
    .get();

export type AccountChange = Partial<Omit<CarrierAccountRow, 'workspaceId' | 'withheld'>>;

/** Creates the row of an account if there is none. It is empty, and cannot be used until it is filled in. */
export const beginAccount = async (env: Env, workspaceId: WorkspaceId): Promise<void> => {
  await openDb(env.DB)
    .insert(carrierAccount)
    .values({ workspaceId, accountSid: '', authToken: '' })
    .onConflictDoNothing();
};

/** Stores what was found when the account was set up or checked. */
export const noteAccount = async (
  env: Env,
  workspaceId: WorkspaceId,
  found: Pick<
    AccountChange,
    'appSid' | 'kind' | 'mostCalls' | 'barredCountries' | 'problems' | 'checkedAt' | 'settingUpUntil'
  >,
): Promise<void> => {
  await openDb(env.DB).update(carrierAccount).set(found).where(eq(carrierAccount.workspaceId, workspaceId));
};

/** Claims the account for setting it up; false while another run has it. */
export const takeAccount = async (
  env: Env,
  workspaceId: WorkspaceId,
  now: number,
  until: number,
): Promise<boolean> => {
  const free = or(isNull(carrierAccount.settingUpUntil), lt(carrierAccount.settingUpUntil, now));
  const taken = await openDb(env.DB)
    .update(carrierAccount)
    .set({ settingUpUntil: until })
    .where(and(eq(carrierAccount.workspaceId, workspaceId), free))
    .returning({ id: carrierAccount.workspaceId });
  return taken.length > 0;
};

/** The other workspaces that call with this account: the carrier's limits apply to all of them together. */
export const sharersOf = async (
  env: Env,
  accountSid: string,
  workspaceId: WorkspaceId,
): Promise<readonly WorkspaceId[]> => {
  const rows = await openDb(env.DB)
    .select({ id: carrierAccount.workspaceId })
    .from(carrierAccount)
    .where(and(eq(carrierAccount.accountSid, accountSid), ne(carrierAccount.workspaceId, workspaceId)))
    .all();
  return rows.map(({ id }) => id);
};

/** The accounts of all workspaces, for the nightly run. */
export const allAccounts = (env: Env): Promise<CarrierAccountRow[]> => accounts(env).all();

/** Stores a resealed secret, unless it was replaced meanwhile. */
export const resealAccount = async (
  env: Env,
  workspaceId: WorkspaceId,
  column: 'authToken' | 'previousAuthToken' | 'apiKeySecret',
  was: string,
  now: AccountChange,
): Promise<void> => {
  await openDb(env.DB)
    .update(carrierAccount)
    .set(now)
    .where(and(eq(carrierAccount.workspaceId, workspaceId), eq(carrierAccount[column], was)));
};

export type FormerAccountRow = typeof formerAccount.$inferSelect;

export const formerAccountOf = (
  env: Env,
  workspaceId: WorkspaceId,
  accountSid: string,
): Promise<FormerAccountRow | undefined> =>
  openDb(env.DB)
    .select()
    .from(formerAccount)
    .where(and(eq(formerAccount.workspaceId, workspaceId), eq(formerAccount.accountSid, accountSid)))
    .get();

/** The former accounts of all workspaces, for the nightly run. */
export const allFormerAccounts = (env: Env): Promise<FormerAccountRow[]> =>
  openDb(env.DB).select().from(formerAccount).all();

export const resealFormerAccount = async (
  env: Env,
  { workspaceId, accountSid }: Pick<FormerAccountRow, 'workspaceId' | 'accountSid'>,
  sealed: Partial<Pick<FormerAccountRow, 'authToken' | 'apiKeySecret'>>,
): Promise<void> => {
  await openDb(env.DB)
    .update(formerAccount)
    .set(sealed)
    .where(and(eq(formerAccount.workspaceId, workspaceId), eq(formerAccount.accountSid, accountSid)));
};

/** Deletes former accounts that no call, no recording and no price needs any more. */
export const forgetFormerAccounts = async (env: Env, replacedBefore: number): Promise<void> => {
  const isOwed = sql`exists (select 1 from ${outbox} where ${outbox.doneAt} is null
    and ${outbox.workspaceId} = ${formerAccount.workspaceId}
    and json_extract(${outbox.job}, '$.accountSid') = ${formerAccount.accountSid})`;
  await openDb(env.DB)
    .delete(formerAccount)
    .where(and(lt(formerAccount.replacedAt, replacedBefore), not(isOwed)));
};
