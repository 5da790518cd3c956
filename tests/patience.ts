// vi.waitFor gives up after one second unless it is told otherwise, which a busy machine easily takes.
import { vi } from 'vitest';
import { PATIENCE_MS } from './patience-ms.ts';

const { waitFor } = vi;
vi.waitFor = (act, options) =>
  waitFor(act, typeof options === 'number' ? options : { timeout: PATIENCE_MS, ...options });
