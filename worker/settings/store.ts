import { and, eq, exists, ne, type SQL, sql } from 'drizzle-orm';
import type { MemberId, WorkspaceId } from '../../shared/ids.ts';
import { type Db, openDb } from '../db.ts';
import {
  type AccountChange,
  carrierAccount,
  formerAccount,
  type Workspace,
  workspace,
} from '../workspace/index.ts';
import { setting } from './table.ts';

export type SettingRow = { readonly revision: string; readonly value: string | null };

/** The groups of a workspace that were ever changed. */
export const settingsIn = async (
  env: Env,
  workspaceId: WorkspaceId,
): Promise<ReadonlyMap<string, SettingRow>> => {
  const { groupId, revision, value } = setting;
  const rows = await openDb(env.DB)
    .select({ groupId, revision, value })
    .from(setting)
    .where(eq(setting.workspaceId, workspaceId))
    .all();
  return new Map(rows.map(row => [row.groupId, row]));
};

export type Claim = {
  readonly workspaceId: WorkspaceId;
  readonly by: MemberId;
  readonly now: number;
  /** The revision that all these groups get. */
  readonly next: string;
  readonly groups: readonly {
    readonly id: string;
    /** The revision the editor saw. */
    readonly seen: string;
    /** The new values, for a group without columns of its own. */
    readonly value?: object | undefined;
  }[];
};

/**
 * The first statement of a transaction that changes settings: gives these groups their next revision, or none of them
 * if one has changed meanwhile. It returns a row for each. What follows is done where `isClaimed`.
 */
export const claimGroups = (db: Db, { workspaceId, by, now, next, groups }: Claim) => {
  const wanted = JSON.stringify(
    groups.map(({ value, ...group }) => ({ ...group, value: JSON.stringify(value) })),
  );
  return db
    .insert(setting)
    .select(
      sql`select ${workspaceId}, json_extract(value, '$.id'), ${next}, json_extract(value, '$.value'), ${now}, ${by}
        from json_each(${wanted})
        where not exists (select 1 from json_each(${wanted}) as wanted
          left join ${setting} as has
            on has.workspace_id = ${workspaceId} and has.group_id = json_extract(wanted.value, '$.id')
          where coalesce(has.revision, '') != json_extract(wanted.value, '$.seen'))`,
    )
    .onConflictDoUpdate({
      target: [setting.workspaceId, setting.groupId],
      set: {
        revision: sql`excluded.revision`,
        value: sql`coalesce(excluded.value, setting.value)`,
        changedAt: sql`excluded.changed_at`,
        changedBy: sql`excluded.changed_by`,
      },
    })
    .returning({ groupId: setting.groupId });
};

/** Whether the claim of this transaction was successful. */
export const isClaimed = (db: Db, { workspaceId, next }: Pick<Claim, 'workspaceId' | 'next'>): SQL =>
  exists(
    db
      .select({ groupId: setting.groupId })
      .from(setting)
      .where(and(eq(setting.workspaceId, workspaceId), eq(setting.revision, next))),
  );

/** What a change writes into the columns of groups that have some. */
export type Columns = {
  readonly workspace?: Partial<Pick<Workspace, 'name' | 'country' | 'hours' | 'grants' | 'sites'>>;
  /** Single values of `workspace.dialing`. */
  readonly dialing?: Readonly<Record<string, unknown>>;
  readonly account?: AccountChange;
};

const withValues = (values: Readonly<Record<string, unknown>>): SQL => {
  const pairs = Object.entries(values).map(
    ([name, value]) => sql`${`$.${name}`}, json(${JSON.stringify(value)})`,
  );
  return sql`json_set(${workspace.dialing}, ${sql.join(pairs, sql`, `)})`;
};

/** Changes the carrier account. Calls that began with a former account continue with it. */
const accountStatements = (db: Db, claim: Claim, account: AccountChange) => {
  const ours = and(eq(carrierAccount.workspaceId, claim.workspaceId), isClaimed(db, claim));
  const isReplaced = and(
    ours,
    ne(carrierAccount.accountSid, ''),
    ne(carrierAccount.accountSid, account.accountSid ?? carrierAccount.accountSid),
  );
  const former = db
    .select({
      workspaceId: carrierAccount.workspaceId,
      accountSid: carrierAccount.accountSid,
      authToken: carrierAccount.authToken,
      apiKeySid: carrierAccount.apiKeySid,
      apiKeySecret: carrierAccount.apiKeySecret,
      replacedAt: sql<number>`${claim.now}`.as('replaced_at'),
    })
    .from(carrierAccount)
    .where(isReplaced);
  return [
    db
      .insert(formerAccount)
      .select(former)
      .onConflictDoUpdate({
        target: [formerAccount.workspaceId, formerAccount.accountSid],
        set: {
          authToken: sql`excluded.auth_token`,
          apiKeySid: sql`excluded.api_key_sid`,
          apiKeySecret: sql`excluded.api_key_secret`,
          replacedAt: claim.now,
        },
      }),
    db.update(carrierAccount).set(account).where(ours),
  ];
};

/** Changes settings in one transaction; false, and nothing is changed, if one of the groups has changed meanwhile. */
export const changeSettings = async (env: Env, claim: Claim, columns: Columns): Promise<boolean> => {
  const db = openDb(env.DB);
  const row = {
    ...columns.workspace,
    ...(columns.dialing && { dialing: withValues(columns.dialing) }),
  };
  const isOurs = and(eq(workspace.id, claim.workspaceId), isClaimed(db, claim));
  const [claimed] = await db.batch([
    claimGroups(db, claim),
    ...(Object.keys(row).length > 0 ? [db.update(workspace).set(row).where(isOurs)] : []),
    ...(columns.account ? accountStatements(db, claim, columns.account) : []),
  ]);
  return claimed.length > 0;
};
