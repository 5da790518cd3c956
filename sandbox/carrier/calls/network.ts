import type { Account } from '../account/account.ts';
import type { Faults } from '../ledger/faults.ts';
import type { SidKind } from '../sids.ts';
import type { Devices } from '../signalling/devices.ts';
import type { Time } from '../time/time.ts';
import type { Weather } from '../weather/weather.ts';
import type { Hooks } from '../webhooks/hooks.ts';
import type { Calls } from './calls.ts';
import type { Phones } from './tab-phones.ts';

/** What reporting an event to the application touches. */
export type EventNetwork = { readonly account: Account; readonly time: Time; readonly hooks: Hooks };

/** What the status of a call touches. */
export type LifeNetwork = EventNetwork & { readonly log: (line: string) => void };

/** What placing a call touches. */
export type CallNetwork = LifeNetwork & {
  readonly calls: Calls;
  readonly devices: Devices;
  readonly phones: Phones;
  readonly weather: Weather;
  readonly faults: Faults;
  readonly seed: number;
  readonly newSid: (kind: SidKind) => string;
};
