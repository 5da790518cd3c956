import type { LedgerNetwork } from '../ledger/network.ts';
import type { VerbNetwork } from '../verbs/network.ts';

/** What requests to the REST interface touch. */
export type RestNetwork = VerbNetwork & LedgerNetwork;
