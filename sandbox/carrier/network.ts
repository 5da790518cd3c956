import type { Clock } from '../../shared/clock.ts';
import type { Call } from './call.ts';
import type { Conference } from './conference.ts';
import type { Hooks } from './hooks.ts';
import type { LedgerFault, LedgerRequest } from './ledger.ts';
import type { CarrierAccount } from './options.ts';
import type { Ticker } from './ticker.ts';
import type { Timers } from './timers.ts';
import type { Weather } from './weather.ts';

/** Everything the acts of the phone network share. One per carrier. */
export type Network = {
  readonly startedAt: number;
  readonly account: CarrierAccount;
  readonly applications: Map<string, { voiceUrl: string; voiceFallbackUrl: string | undefined }>;
  readonly ownedNumbers: ReadonlySet<string>;
  readonly seed: number;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ticker: Ticker;
  readonly hooks: Hooks;
  readonly weather: Weather;
  /** Whether the REST interface answers. */
  isDown: boolean;
  readonly calls: Map<string, Call>;
  /** By SID, the finished ones too. */
  readonly conferences: Map<string, Conference>;
  readonly faults: LedgerFault[];
  readonly requests: LedgerRequest[];
  readonly log: (line: string) => void;
};

/** Notes what an application got wrong, as Twilio's debugger would. */
export const noteFault = (
  network: Network,
  fault: { readonly code: number; readonly message: string },
  callSid?: string,
): void => {
  network.faults.push({ at: network.clock.now(), code: fault.code, message: fault.message, callSid });
  network.log(`fault ${fault.code}${callSid ? ` on ${callSid}` : ''}: ${fault.message}`);
};
