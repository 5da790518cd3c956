import { ANCHOR_PREFIX, Anchor, type AnchoredChain, anchorName } from '../../shared/audit/anchor.ts';
import { type Chain, chainFrom, follow, type SealCheck } from '../../shared/audit/chain.ts';
import { readSeal } from '../../shared/audit/seal.ts';
import type { Clock } from '../../shared/clock.ts';
import { WorkspaceId } from '../../shared/ids.ts';
import { log } from '../log.ts';
import { sha256 } from '../platform.ts';
import { auditKey, auditMac } from '../secrets/index.ts';
import { sealEntries } from './seal.ts';
import { entriesAfter, insertOnce, sealsOf } from './store.ts';

const PAGE = 500;
// The most entries checked in one night; the next night continues from there.
const MOST_A_NIGHT = 200_000;

/** Names are days, so that the last in the list is the newest. */
const newestAnchor = async (env: Env): Promise<Anchor | undefined> => {
  let name: string | undefined;
  let cursor: string | undefined;
  do {
    const page = await env.RECORDINGS.list({ prefix: ANCHOR_PREFIX, cursor });
    name = page.objects.at(-1)?.key ?? name;
    cursor = page.truncated ? page.cursor : undefined;
  } while (cursor !== undefined);
  const stored = name === undefined ? null : await env.RECORDINGS.get(name);
  return stored ? Anchor.parse(await stored.json()) : undefined;
};

/** The chains as the anchor has them. If an entry no longer has the anchored seal, its chain is broken there. */
const chainsOf = async (env: Env, anchor: Anchor | undefined): Promise<Map<string, Chain>> => {
  const anchored = anchor?.workspaces ?? [];
  const seals = await sealsOf(
    env,
    anchored.map(({ entryId }) => entryId),
  );
  return new Map(
    anchored.map(({ id, entryId, seal, brokenFrom }) => {
      const isThere = seals.get(entryId) === seal;
      return [id, { ...chainFrom(entryId, seal), brokenFrom: brokenFrom ?? (isThere ? null : entryId) }];
    }),
  );
};

/** Follows every chain through the entries written since; returns the id of the last entry checked. */
const followAll = async (env: Env, chains: Map<string, Chain>, after: number): Promise<number> => {
  // A seal under an unknown key counts as forged: every entry since the last anchor was sealed with a known one.
  const mac: SealCheck['mac'] = async (...what) => (await auditMac(env, ...what)) ?? 'no such key';
  let upTo = after;
  for (let seen = 0; seen < MOST_A_NIGHT; seen += PAGE) {
    const entries = await entriesAfter(env, upTo, PAGE);
    for (const entry of entries) {
      // Written a moment ago and not sealed yet: checked the next night.
      if (entry.seal === null) return upTo;
      const chain = chains.get(entry.workspaceId) ?? chainFrom();
      chains.set(entry.workspaceId, await follow(chain, entry, { digest: sha256, mac }));
      upTo = entry.id;
    }
    if (entries.length < PAGE) break;
  }
  return upTo;
};

/** A seal by the newest key on the last entry vouches for all entries before it: older keys can be deleted. */
const vouchUnderNewestKey = async (env: Env, clock: Clock, chains: ReadonlyMap<string, Chain>) => {
  const key = auditKey(env);
  for (const [id, { lastSeal, brokenFrom }] of chains) {
    if (key === undefined || brokenFrom !== null || readSeal(lastSeal)?.keyed?.key === key) continue;
    await insertOnce(env, {
      workspaceId: WorkspaceId.parse(id),
      at: clock.now(),
      act: 'audit.newKey',
      after: { key },
      requestId: `audit key ${key}`,
    });
  }
  await sealEntries(env);
};

const anchoredChain = ([id, { lastId, lastSeal, brokenFrom }]: readonly [string, Chain]): AnchoredChain => ({
  id,
  entryId: lastId,
  seal: lastSeal,
  brokenFrom,
});

/**
 * Checks the entries written since the last anchor and stores each chain's last seal outside the database, so that
 * removing the newest entries, or rewriting all of them, is noticed. An anchor never falls behind the previous one.
 */
export const anchorSeals = async (env: Env, clock: Clock): Promise<void> => {
  await sealEntries(env);
  const previous = await newestAnchor(env);
  const chains = await chainsOf(env, previous);
  const checked = await followAll(env, chains, previous?.upTo ?? 0);
  await vouchUnderNewestKey(env, clock, chains);
  const upTo = await followAll(env, chains, checked);
  const anchor: Anchor = { version: 1, at: clock.now(), upTo, workspaces: [...chains].map(anchoredChain) };
  const text = JSON.stringify(anchor);
  const written = await env.RECORDINGS.put(anchorName(anchor.at), text, {
    onlyIf: new Headers({ 'if-none-match': '*' }),
  });
  if (written) log.info('audit.anchored', { seal: await sha256(text) });
  const broken = anchor.workspaces.filter(({ brokenFrom }) => brokenFrom !== null);
  for (const { id } of broken) log.error('audit.broken', { workspaceId: id });
  if (broken.length > 0) throw new Error('The audit log was changed: npm run audit:verify says where.');
};
