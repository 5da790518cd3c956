// Waiting for a fact fails when the fact does not come; what a library takes for long by itself, one second, is nothing on a
// machine that does other work.
import { vi } from 'vitest';

const PATIENCE_MS = 15_000;

const { waitFor } = vi;
vi.waitFor = (act, options) =>
  waitFor(act, typeof options === 'number' ? options : { timeout: PATIENCE_MS, ...options });
