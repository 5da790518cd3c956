/** An entry as stored, with its two JSON texts exactly as they were written. */
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

/** The seal before a workspace's first entry. */
export const FIRST_SEAL = '';

/** The text whose SHA-256 (hex) is an entry's digest: the whole previous seal, and every field of the entry. */
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
 * `<key number>.<digest>.<MAC of the digest>`, both hex. Anybody can compute the digest, but the MAC needs the key.
 * As each digest covers the previous seal, one MAC vouches for its entry and all earlier ones, whatever those were
 * sealed with. A seal from before keys were introduced is the digest alone.
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
