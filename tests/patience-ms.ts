/** How long a test waits for a fact before it fails: long, because a busy machine is slow, and only ever spent in full on a failure. */
export const PATIENCE_MS = 15_000;
