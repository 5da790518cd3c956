import { readAi, removeAi, updateAi } from '../../../shared/ai/contract.ts';
import { call } from '../../api.ts';
import type { Ports } from './model.ts';

// The Worker itself waits up to ten seconds for the endpoint.
const PATIENCE = { timeoutMs: 20_000 };

export const chromePorts = (): Ports => ({
  read: () => call(readAi, {}),
  save: change => call(updateAi, change, PATIENCE),
  remove: revision => call(removeAi, { revision }),
});
