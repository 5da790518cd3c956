// Follows the rows of the audit log entry by entry and compares them with the last anchor.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Anchor } from '../shared/audit/anchor.ts';
import { type Chain, chainFrom, follow, type SealCheck } from '../shared/audit/chain.ts';
import { type Database, query } from './database.ts';
import { auditMac } from './seal.ts';

const PAGE = 2000;

const Rows = z.array(
  z.object({
    id: z.number(),
    workspaceId: z.string(),
    at: z.number(),
    memberId: z.string().nullable(),
    act: z.string(),
    target: z.string().nullable(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    requestId: z.string(),
    seal: z.string().nullable(),
  }),
);

/** Sealing keys by number, as far as they are available here. */
export type SealingKeys = ReadonlyMap<number, string>;

const checkWith = (keys: SealingKeys): SealCheck => ({
  digest: async text => createHash('sha256').update(text).digest('hex'),
  mac: async (key, workspaceId, digest) => {
    const sealingKey = keys.get(key);
    return sealingKey === undefined ? undefined : auditMac(sealingKey, workspaceId, digest);
  },
});

/** The state of the log: its chains by workspace, and the workspaces that no longer match the anchor. */
export type Found = {
  readonly entries: number;
  readonly chains: ReadonlyMap<string, Chain>;
  readonly unanchored: ReadonlySet<string>;
};

export const followAll = async (
  database: Database,
  keys: SealingKeys,
  anchor: Anchor | undefined,
): Promise<Found> => {
  const check = checkWith(keys);
  const chains = new Map<string, Chain>();
  // Anchored entries are deleted here when found; one that is never found was removed from the log, or resealed.
  const missing = new Map(anchor?.workspaces.map(({ id, entryId, seal }) => [id, { entryId, seal }]));
  let entries = 0;
  for (let after = 0; ; ) {
    const rows = Rows.parse(
      await query(
        database,
        `SELECT id, workspace_id AS workspaceId, at, member_id AS memberId, act, target, before, after,
         request_id AS requestId, seal FROM audit_entry WHERE id > ${after} ORDER BY id LIMIT ${PAGE};`,
      ),
    );
    for (const row of rows) {
      entries++;
      const anchored = missing.get(row.workspaceId);
      if (anchored?.entryId === row.id && anchored.seal === row.seal) missing.delete(row.workspaceId);
      const chain = chains.get(row.workspaceId) ?? chainFrom();
      chains.set(row.workspaceId, await follow(chain, row, check));
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) break;
    after = last.id;
  }
  return { entries, chains, unanchored: new Set(missing.keys()) };
};
