// By default, vi.waitFor gives up after one second, which a busy machine easily exceeds.
import { vi } from 'vitest';
import { PATIENCE_MS } from './patience-ms.ts';

const { waitFor } = vi;
vi.waitFor = (act, options) =>
  waitFor(act, typeof options === 'number' ? options : { timeout: PATIENCE_MS, ...options });
