import type { Account } from '../account/account.ts';
import type { Calls } from '../calls/calls.ts';
import type { Queues } from '../calls/queues.ts';
import type { Conferences } from '../conference/conferences.ts';
import type { Memory } from '../memory.ts';
import type { Recordings } from '../recordings/recording.ts';
import type { Hooks } from '../webhooks/hooks.ts';
import type { Faults } from './faults.ts';
import type { Forgotten } from './forgotten.ts';
import type { LedgerRequest } from './ledger.ts';

/** What the ledger reads. */
export type LedgerNetwork = {
  readonly account: Account;
  readonly calls: Calls;
  readonly conferences: Conferences;
  readonly recordings: Recordings;
  readonly queues: Queues;
  readonly hooks: Hooks;
  readonly rest: { readonly requests: Memory<LedgerRequest> };
  readonly faults: Faults;
  readonly forgotten: Forgotten;
};
