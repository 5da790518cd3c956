import * as contract from '../../../shared/numbers/contract.ts';
import { call } from '../../api.ts';
import { internationalNumber } from '../../ui/format/phone-numbers.ts';
import type { Ports } from './model.ts';

// The Worker asks the carrier first, number by number.
const PATIENCE = { timeoutMs: 60_000 };

export const chromePorts = (): Ports => ({
  read: () => call(contract.managedNumbers, {}),
  importable: () => call(contract.importable, {}, PATIENCE),
  import: numbers => call(contract.importNumbers, { numbers }, PATIENCE),
  search: wanted => call(contract.searchNumbers, wanted, PATIENCE),
  buy: (e164, idempotencyKey) => call(contract.buyNumber, { e164 }, { ...PATIENCE, idempotencyKey }),
  change: (numberId, change) => call(contract.changeNumber, { numberId, ...change }),
  remove: numberId => call(contract.removeNumber, { numberId }, PATIENCE),
  release: (numberId, confirm) => call(contract.releaseNumber, { numberId, confirm }, PATIENCE),
  spell: internationalNumber,
  newKey: () => crypto.randomUUID(),
});
