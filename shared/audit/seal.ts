/** An entry as it is stored: the two JSON texts as they were written. */
export type StoredEntry = {
  readonly id: number;
  readonly workspaceId: string;
  readonly at: number;
  readonly memberId: string | null;
  readonly act: string;
  readonly target: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly requestId: string;
};

/** Where a workspace's chain begins. */
export const FIRST_SEAL = '';

/** The text whose SHA-256 (hex) is an entry's digest: the whole seal before it, and everything it says. */
export const sealedText = (previous: string, entry: StoredEntry): string =>
  JSON.stringify([
    previous,
    entry.id,
    entry.workspaceId,
    entry.at,
    entry.memberId,
    entry.act,
    entry.target,
    entry.before,
    entry.after,
    entry.requestId,
  ]);

/**
 * `<key number>.<digest>.<MAC of the digest>`, both hex. The digest can be computed by anybody, the MAC only with the
 * key; as each digest covers the seal before it, one MAC vouches for every entry up to its own, whatever those were
 * sealed with. A seal from before there were keys is the digest alone.
 */
export type Seal = {
  readonly digest: string;
  readonly keyed?: { readonly key: number; readonly mac: string };
};

export const sealOf = (key: number, digest: string, mac: string): string => `${key}.${digest}.${mac}`;

export const readSeal = (text: string): Seal | undefined => {
  const [, key, digest, mac] = /^(?:(\d{1,4})\.)?([0-9a-f]{64})(?:\.([0-9a-f]{64}))?$/.exec(text) ?? [];
  if (digest === undefined || (key === undefined) !== (mac === undefined)) return undefined;
  return key === undefined || mac === undefined ? { digest } : { digest, keyed: { key: Number(key), mac } };
};
