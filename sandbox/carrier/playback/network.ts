import type { EventNetwork } from '../calls/network.ts';
import type { Guard } from '../guard.ts';
import type { Faults } from '../ledger/faults.ts';

/** What playing to a call touches. */
export type PlaybackNetwork = EventNetwork & { readonly guard: Guard; readonly faults: Faults };
