import type { WebSocket } from 'ws';
import type { Clock } from '../../shared/clock.ts';
import type { AccountPlan, ApiKey, VerifiedNumber } from './account.ts';
import type { Application } from './applications.ts';
import type { Call } from './call.ts';
import type { Conference } from './conference.ts';
import type { GeoPermissions } from './geo-permissions.ts';
import type { Guard } from './guard.ts';
import type { Hooks } from './hooks.ts';
import type { LanDoor } from './lan-door.ts';
import type { LedgerFault, LedgerRequest } from './ledger.ts';
import type { Rates } from './ledger-money.ts';
import type { Line } from './lines.ts';
import type { Memory } from './memory.ts';
import type { CarrierAccount } from './options.ts';
import type { Queue } from './queues.ts';
import type { Recording } from './recording.ts';
import type { SidKind } from './sids.ts';
import type { Signalling } from './signalling.ts';
import type { Patience } from './signalling-call.ts';
import type { TabPhone } from './tab-phones.ts';
import type { Ticker } from './ticker.ts';
import type { Time } from './time.ts';
import type { Timers } from './timers.ts';
import type { Weather } from './weather.ts';

/** Everything the acts of the phone network share. One per carrier. */
export type Network = {
  readonly startedAt: number;
  readonly account: CarrierAccount;
  /** The devices' side, once it is there; a restart makes it anew. */
  signalling: Signalling | undefined;
  readonly plan: AccountPlan;
  /** The API keys, by SID. */
  readonly keys: Map<string, ApiKey>;
  /** Which countries it may call. */
  readonly geo: GeoPermissions;
  /** Numbers that are somebody else's and may be shown as the caller, E.164. */
  readonly verified: Map<string, VerifiedNumber>;
  /** How many calls an application may have dialled a second, and when the next is. */
  readonly pace: { readonly perSecond: number; nextAt: number };
  readonly applications: Map<string, Application>;
  /** The numbers of the account, E.164. */
  readonly lines: Map<string, Line>;
  readonly seed: number;
  readonly newSid: (kind: SidKind) => string;
  /** What clock, timers and ticker belong to. Work that is not a promise of ours alone runs `during` it. */
  readonly time: Time;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ticker: Ticker;
  readonly hooks: Hooks;
  readonly guard: Guard;
  readonly weather: Weather;
  /** Whether the REST interface answers. */
  isDown: boolean;
  /** Whether keys pressed in a conference reach the others in it. */
  passesDigits: boolean;
  readonly patience: Patience;
  /** How a telephone on the same network comes in. */
  door: LanDoor | undefined;
  /** Telephones that are tabs of a browser, and who listens to a call from one, by tab. */
  readonly phones: Map<string, TabPhone>;
  readonly ears: Map<string, () => void>;
  /** Sockets to applications. */
  readonly sockets: Set<WebSocket>;
  /** What the microphones of devices say, line by line, by identity. */
  readonly microphones: Map<string, string[]>;
  readonly queues: Map<string, Queue>;
  readonly recordings: Map<string, Recording>;
  /** Where files are kept. */
  readonly dataDir: string | undefined;
  /** Base URL of the REST interface, once it listens. */
  origin: string;
  readonly calls: Map<string, Call>;
  /** Calls and conferences that a restart forgot: they were there, and only the ledger knows. */
  readonly lost: { readonly calls: Call[]; readonly conferences: Conference[] };
  /** By SID, the finished ones too. */
  readonly conferences: Map<string, Conference>;
  readonly faults: Memory<LedgerFault>;
  readonly requests: Memory<LedgerRequest>;
  /** How many calls, and as many conferences, are kept. */
  readonly keep: number;
  /** What is no longer kept: calls, their seconds of talk and cost, conferences. */
  readonly forgotten: { legs: number; seconds: number; costMicros: number; conferences: number };
  readonly rates: Rates;
  readonly log: (line: string) => void;
};

/** Notes what an application got wrong, as Twilio's debugger would. */
export const noteFault = (
  network: Pick<Network, 'faults' | 'clock' | 'log'>,
  fault: { readonly code: number; readonly message: string },
  callSid?: string,
): void => {
  network.faults.add({ at: network.clock.now(), code: fault.code, message: fault.message, callSid });
  network.log(`fault ${fault.code}${callSid ? ` on ${callSid}` : ''}: ${fault.message}`);
};
