import type { Step } from '../scheduled-step.ts';
import { anchorSeals } from './anchor.ts';
import { writeLeftIntents } from './left.ts';
import { sealEntries } from './seal.ts';

export { sealEntries } from './seal.ts';
export { dropIntent, insertEntry, intend, type NewEntry } from './store.ts';
export { auditEntry } from './table.ts';

export const everyMinute: readonly Step[] = [
  { name: 'audit.writeLeftIntents', do: writeLeftIntents },
  { name: 'audit.seal', do: sealEntries },
];

export const everyNight: readonly Step[] = [{ name: 'audit.anchor', do: anchorSeals }];
