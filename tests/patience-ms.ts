/** How long a test waits for a condition before it fails. Long, for a busy machine; only failures use it up. */
export const PATIENCE_MS = 15_000;
