import { FIRST_SEAL, readSeal, type StoredEntry, sealedText } from './seal.ts';

/** A workspace's entries, followed from the oldest on. */
export type Chain = {
  /** The last entry that follows from those before it, and its seal. */
  readonly lastId: number;
  readonly lastSeal: string;
  /** Up to this entry a seal vouches that was made with a key at hand. */
  readonly provenUpTo: number | null;
  /** The first entry that does not follow: it was changed, put in, or the one before it was taken out. */
  readonly brokenFrom: number | null;
  /** Entries sealed without a key, as all were before there were keys. */
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
  /** Undefined for a key that is not at hand. */
  readonly mac: (key: number, workspaceId: string, digest: string) => Promise<string | undefined>;
};

const isKeyed = (seal: string): boolean => readSeal(seal)?.keyed !== undefined;

/** The chain with its next entry, oldest first. */
export const follow = async (
  chain: Chain,
  { seal, ...entry }: StoredEntry & { readonly seal: string | null },
  check: SealCheck,
): Promise<Chain> => {
  if (chain.brokenFrom !== null) return chain;
  if (seal === null) return { ...chain, unsealed: chain.unsealed + 1 };
  const broken = { ...chain, brokenFrom: entry.id };
  const read = readSeal(seal);
  // Entries are sealed in their order: none without a seal stands before one that has it.
  if (!read || chain.unsealed > 0) return broken;
  if (read.digest !== (await check.digest(sealedText(chain.lastSeal, entry)))) return broken;
  const next = { ...chain, lastId: entry.id, lastSeal: seal };
  // After the first keyed seal every seal has a key. One without is what somebody who lacks the key would write.
  if (!read.keyed) return isKeyed(chain.lastSeal) ? broken : { ...next, unkeyed: chain.unkeyed + 1 };
  const mac = await check.mac(read.keyed.key, entry.workspaceId, read.digest);
  if (mac === undefined) return next;
  return mac === read.keyed.mac ? { ...next, provenUpTo: entry.id } : broken;
};
