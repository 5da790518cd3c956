/** An entry as it is kept: the two JSON texts as they were written. */
export type KeptEntry = {
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

/** The text whose SHA-256 (hex) seals an entry: the seal before it, and everything it says. */
export const sealedText = (previous: string, entry: KeptEntry): string =>
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
