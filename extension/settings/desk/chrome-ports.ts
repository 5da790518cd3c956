import { readSettings, setUp, updateSettings } from '../../../shared/workspace/contract.ts';
import { call } from '../../api.ts';
import type { Ports } from './model.ts';

// The Worker asks the carrier, one question after the other, each for ten seconds at most.
const PATIENCE = { timeoutMs: 90_000 };

export const chromePorts = (): Ports => ({
  read: () => call(readSettings, {}),
  save: change => call(updateSettings, change, PATIENCE),
  setUp: () => call(setUp, {}, PATIENCE),
});
