import type { LifeNetwork } from '../calls/network.ts';
import type { Guard } from '../guard.ts';
import type { Faults } from '../ledger/faults.ts';
import type { Obey } from './verbs.ts';

/** What running a document touches. */
export type TwimlNetwork = LifeNetwork & {
  readonly guard: Guard;
  readonly faults: Faults;
  /** What the verbs do. */
  readonly obey: Obey;
};
