import * as z from 'zod';

/** The key prefix of anchors in the bucket. */
export const ANCHOR_PREFIX = 'audit/anchors/';

/** One per day (UTC), written once: somebody who can rewrite the database's past cannot rewrite this. */
export const anchorName = (at: number): string =>
  `${ANCHOR_PREFIX}${new Date(at).toISOString().slice(0, 10)}.json`;

const AnchoredChain = z.object({
  id: z.string(),
  /** The last intact entry, and its seal. */
  entryId: z.number().int(),
  seal: z.string(),
  /** The first entry that was not intact; null when all were. */
  brokenFrom: z.number().int().nullable(),
});
export type AnchoredChain = z.infer<typeof AnchoredChain>;

/** How far the audit log had got at one moment, stored outside the database. */
export const Anchor = z.object({
  version: z.literal(1),
  /** Milliseconds UTC. */
  at: z.number(),
  /** Every entry up to this one has been checked. */
  upTo: z.number().int(),
  workspaces: z.array(AnchoredChain),
});
export type Anchor = z.infer<typeof Anchor>;
