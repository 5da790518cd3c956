import { readSettings, setUp, updateSettings } from '../../../shared/workspace/contract.ts';
import { call } from '../../api.ts';
import type { Ports } from './model.ts';

// The Worker sends the carrier one request after the other, each with a timeout of ten seconds.
const PATIENCE = { timeoutMs: 90_000 };

export const chromePorts = (): Ports => ({
  read: () => call(readSettings, {}),
  save: change => call(updateSettings, change, PATIENCE),
  setUp: () => call(setUp, {}, PATIENCE),
});
