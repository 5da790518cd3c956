import type { WebSocket } from 'ws';
import type { Clock } from '../../shared/clock.ts';
import type { AccountPlan, ApiKey, VerifiedNumber } from './account/account.ts';
import type { Application } from './account/applications.ts';
import type { GeoPermissions } from './account/geo-permissions.ts';
import type { Line } from './account/lines.ts';
import type { Call } from './calls/call.ts';
import type { Queue } from './calls/queues.ts';
import type { TabPhone } from './calls/tab-phones.ts';
import type { Conference } from './conference/conference.ts';
import type { LanDoor } from './control/lan-door.ts';
import type { Guard } from './guard.ts';
import type { LedgerFault, LedgerRequest } from './ledger/ledger.ts';
import type { Rates } from './ledger/money.ts';
import type { Ticker } from './media/ticker.ts';
import type { Memory } from './memory.ts';
import type { CarrierAccount } from './options.ts';
import type { Recording } from './recordings/recording.ts';
import type { SidKind } from './sids.ts';
import type { Patience } from './signalling/call.ts';
import type { Signalling } from './signalling/signalling.ts';
import type { Time } from './time/time.ts';
import type { Timers } from './time/timers.ts';
import type { Weather } from './weather/weather.ts';
import type { Hooks } from './webhooks/hooks.ts';

/** The state that all parts of the phone network share. One per carrier. */
export type Network = {
  readonly startedAt: number;
  readonly account: CarrierAccount;
  /** The devices' side, once it exists; a restart recreates it. */
  signalling: Signalling | undefined;
  readonly plan: AccountPlan;
  /** The API keys, by SID. */
  readonly keys: Map<string, ApiKey>;
  /** Which countries the account may call. */
  readonly geo: GeoPermissions;
  /** Other parties' numbers that may be shown as the caller ID, E.164. */
  readonly verified: Map<string, VerifiedNumber>;
  /** How many calls per second an application may have dialled, and when the next one may be. */
  readonly pace: { readonly perSecond: number; nextAt: number };
  readonly applications: Map<string, Application>;
  /** The numbers of the account, E.164. */
  readonly lines: Map<string, Line>;
  readonly seed: number;
  readonly newSid: (kind: SidKind) => string;
  /** Owns the clock, timers and ticker. Work that waits for more than the carrier's own promises runs in `during`. */
  readonly time: Time;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ticker: Ticker;
  readonly hooks: Hooks;
  readonly guard: Guard;
  readonly weather: Weather;
  /** Whether the REST interface is down. */
  isDown: boolean;
  /** Whether keys pressed in a conference reach the other participants. */
  passesDigits: boolean;
  readonly patience: Patience;
  /** Access for telephones on the same network. */
  door: LanDoor | undefined;
  /** By tab: telephones that are browser tabs, and the tabs that listen to a call. */
  readonly phones: Map<string, TabPhone>;
  readonly ears: Map<string, () => void>;
  /** Open sockets to applications. */
  readonly sockets: Set<WebSocket>;
  /** By identity: what the devices' microphones say, line by line. */
  readonly microphones: Map<string, string[]>;
  readonly queues: Map<string, Queue>;
  readonly recordings: Map<string, Recording>;
  /** The folder for files; undefined keeps them in memory. */
  readonly dataDir: string | undefined;
  /** Base URL of the REST interface, once it listens. */
  origin: string;
  readonly calls: Map<string, Call>;
  /** Calls and conferences that a restart forgot: only the ledger still lists them. */
  readonly lost: { readonly calls: Call[]; readonly conferences: Conference[] };
  /** By SID, including finished ones. */
  readonly conferences: Map<string, Conference>;
  readonly faults: Memory<LedgerFault>;
  readonly requests: Memory<LedgerRequest>;
  /** How many calls are kept, and how many conferences. */
  readonly keep: number;
  /** Totals of what is no longer kept: calls, their seconds of talk and cost, conferences. */
  readonly forgotten: { legs: number; seconds: number; costMicros: number; conferences: number };
  readonly rates: Rates;
  readonly log: (line: string) => void;
};

/** Records a mistake of the application, as Twilio's debugger would. */
export const noteFault = (
  network: Pick<Network, 'faults' | 'clock' | 'log'>,
  fault: { readonly code: number; readonly message: string },
  callSid?: string,
): void => {
  network.faults.add({ at: network.clock.now(), code: fault.code, message: fault.message, callSid });
  network.log(`fault ${fault.code}${callSid ? ` on ${callSid}` : ''}: ${fault.message}`);
};
