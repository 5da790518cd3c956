import type { Account } from './account/account.ts';
import type { Calls } from './calls/calls.ts';
import type { Queues } from './calls/queues.ts';
import type { Phones } from './calls/tab-phones.ts';
import type { Conferences } from './conference/conferences.ts';
import type { Page } from './control/page.ts';
import type { Guard } from './guard.ts';
import type { Faults } from './ledger/faults.ts';
import type { Forgotten } from './ledger/forgotten.ts';
import type { Sockets } from './listeners/app-socket.ts';
import type { Recordings } from './recordings/recording.ts';
import type { Rest } from './rest/rest.ts';
import type { SidKind } from './sids.ts';
import type { Devices } from './signalling/devices.ts';
import type { Time } from './time/time.ts';
import type { Obey } from './twiml/verbs.ts';
import type { Weather } from './weather/weather.ts';
import type { Hooks } from './webhooks/hooks.ts';

/**
 * The whole phone network, one per carrier: the state of each room. A room's own `network.ts` names the parts it
 * touches; only the control gets them all.
 */
export type Network = {
  readonly account: Account;
  readonly calls: Calls;
  readonly queues: Queues;
  readonly phones: Phones;
  readonly conferences: Conferences;
  readonly recordings: Recordings;
  readonly sockets: Sockets;
  readonly devices: Devices;
  readonly page: Page;
  readonly rest: Rest;
  readonly hooks: Hooks;
  readonly weather: Weather;
  readonly faults: Faults;
  readonly forgotten: Forgotten;
  /** What the verbs of a document do. */
  readonly obey: Obey;
  /** Owns the clock, timers and ticker. Work that waits for more than the carrier's own promises runs in `during`. */
  readonly time: Time;
  readonly guard: Guard;
  readonly seed: number;
  readonly newSid: (kind: SidKind) => string;
  readonly log: (line: string) => void;
};
