import * as z from 'zod';

/** Where anchors lie in the bucket. */
export const ANCHOR_PREFIX = 'audit/anchors/';

/** One for each day (UTC), written once: whoever can change the database's past cannot change this. */
export const anchorName = (at: number): string =>
  `${ANCHOR_PREFIX}${new Date(at).toISOString().slice(0, 10)}.json`;

const AnchoredChain = z.object({
  id: z.string(),
  /** The last entry that was in order, and its seal. */
  entryId: z.number().int(),
  seal: z.string(),
  /** The first entry that was not. */
  brokenFrom: z.number().int().nullable(),
});
export type AnchoredChain = z.infer<typeof AnchoredChain>;

/** How far the audit log had come, noted outside of the database. */
export const Anchor = z.object({
  version: z.literal(1),
  /** Milliseconds UTC. */
  at: z.number(),
  /** Every entry up to this one has been checked. */
  upTo: z.number().int(),
  workspaces: z.array(AnchoredChain),
});
export type Anchor = z.infer<typeof Anchor>;
