import { FIRST_SEAL, readSeal, type StoredEntry, sealedText } from './seal.ts';

/** What checking a workspace's entries, from the oldest on, has found so far. */
export type Chain = {
  /** The last entry whose seal matches the entries before it, and that seal. */
  readonly lastId: number;
  readonly lastSeal: string;
  /** Entries up to this one are covered by a seal whose key is available. */
  readonly provenUpTo: number | null;
  /** The first entry whose seal does not match: it was changed or inserted, or the one before it was deleted. */
  readonly brokenFrom: number | null;
  /** Entries sealed without a key, as all were before keys were introduced. */
  readonly unkeyed: number;
  readonly unsealed: number;
};

export const chainFrom = (lastId = 0, lastSeal = FIRST_SEAL): Chain => ({
  lastId,
  lastSeal,
  provenUpTo: null,
  brokenFrom: null,
  unkeyed: 0,
  unsealed: 0,
});

export type SealCheck = {
  /** SHA-256, hex. */
  readonly digest: (text: string) => Promise<string>;
  /** Undefined for a key that is not available. */
  readonly mac: (key: number, workspaceId: string, digest: string) => Promise<string | undefined>;
};

const isKeyed = (seal: string): boolean => readSeal(seal)?.keyed !== undefined;

/** The chain extended by the next entry; entries come oldest first. */
export const follow = async (
  chain: Chain,
  { seal, ...entry }: StoredEntry & { readonly seal: string | null },
  check: SealCheck,
): Promise<Chain> => {
  if (chain.brokenFrom !== null) return chain;
  if (seal === null) return { ...chain, unsealed: chain.unsealed + 1 };
  const broken = { ...chain, brokenFrom: entry.id };
  const read = readSeal(seal);
  // Entries are sealed in order: no unsealed entry comes before a sealed one.
  if (!read || chain.unsealed > 0) return broken;
  if (read.digest !== (await check.digest(sealedText(chain.lastSeal, entry)))) return broken;
  const next = { ...chain, lastId: entry.id, lastSeal: seal };
  // After the first keyed seal every seal is keyed. An unkeyed one is what somebody without the key would write.
  if (!read.keyed) return isKeyed(chain.lastSeal) ? broken : { ...next, unkeyed: chain.unkeyed + 1 };
  const mac = await check.mac(read.keyed.key, entry.workspaceId, read.digest);
  if (mac === undefined) return next;
  return mac === read.keyed.mac ? { ...next, provenUpTo: entry.id } : broken;
};
