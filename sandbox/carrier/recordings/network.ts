import type { EventNetwork } from '../calls/network.ts';
import type { Guard } from '../guard.ts';
import type { Faults } from '../ledger/faults.ts';
import type { SidKind } from '../sids.ts';
import type { Recordings } from './recording.ts';

/** What a recording touches. */
export type RecordingNetwork = EventNetwork & {
  readonly guard: Guard;
  readonly faults: Faults;
  readonly recordings: Recordings;
  readonly newSid: (kind: SidKind) => string;
};
