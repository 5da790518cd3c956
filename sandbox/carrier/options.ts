import type { Clock } from '../../shared/clock.ts';
import type { AccountPlan } from './account.ts';
import type { AimedFault } from './aimed-faults.ts';
import type { FaultPlan, RequestFault, WebhookFault } from './fault-plan.ts';
import type { Wire } from './hooks.ts';
import type { Ledger } from './ledger.ts';
import type { Rates } from './ledger-money.ts';

/** What the carrier knows of the one account it serves. */
export type CarrierAccount = {
  readonly sid: string;
  readonly authToken: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
};

/** A TwiML application: where the carrier asks what to do with a device's call. */
export type CarrierApplication = {
  readonly sid: string;
  readonly voiceUrl: string;
  readonly voiceFallbackUrl?: string;
};

export type CarrierOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: '127.0.0.1';
  /** Lets telephones of the network this machine is on come in, and nothing else. Never, unless said. */
  readonly lan?: {
    readonly port?: number;
    /** The address they know this machine by; found, unless said. */
    readonly address?: string;
  };
  readonly account: CarrierAccount;
  readonly applications: readonly CarrierApplication[];
  /** Numbers the account owns, E.164. Only they may be a caller ID. */
  readonly numbers: readonly string[];
  readonly log?: (line: string) => void;
  /** Where recordings are kept, and the ledger when the carrier stops. */
  readonly dataDir?: string;
  readonly clock?: Clock;
  /**
   * `wall`, unless said: the wall's clock, with audio. `virtual`: a clock that jumps to the next delay as soon as
   * nothing is under way. Talk is not computed, only what is played or recorded is; the same seed gives the same
   * ledger to the byte. Real devices need the wall's.
   */
  readonly time?: 'wall' | 'virtual';
  /** Decides what the people without a fixed persona do. The same seed gives the same people. */
  readonly seed?: number;
  /** Shortens ringing, ring timeouts and the time people take to answer: 0.2 is five times as fast. */
  readonly ringScale?: number;
  /**
   * Shortens what the carrier does after the fact: a recording is there some seconds after its end, a price a minute after
   * the call's. 1 is as live; 0 without a wait.
   */
  readonly processingScale?: number;
  /** Shortens how long a device that has gone is waited for: 0.1 is ten times as impatient. */
  readonly patienceScale?: number;
  /** How one attempt of a webhook travels. For faults there is `faults`. */
  readonly wire?: Wire;
  /** How many finished calls, rooms, webhooks, requests and faults the ledger keeps; the rest is counted. */
  readonly keep?: number;
  /** What Twilio lets the account do: `business`, unless said, may have as many calls as it likes. */
  readonly plan?: AccountPlan;
  /** How many calls an application may have dialled a second; the others wait. 1, as Twilio has it. */
  readonly callsPerSecond?: number;
  /** What calls cost in the ledger. */
  readonly rates?: Rates;
  /** The weather it starts in. */
  readonly faults?: FaultPlan;
};

export type Carrier = {
  /** Base URL of the REST interface, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Where the Voice SDK's socket goes: `ws://…/signal`. */
  readonly signallingUrl: string;
  /** Where a telephone on the same network comes in; undefined when none may, or this machine is on no network. */
  readonly lanUrl: string | undefined;
  ledger(): Ledger;
  readonly control: CarrierControl;
  stop(): Promise<void>;
};

/** What a test or a person at the sandbox does to the phone network from outside. */
export type CarrierControl = {
  /** A person calls a number of the account; the call's SID. Undefined when nobody owns the number, or `from` is none. */
  ringNumber(from: string, to: string): string | undefined;
  /** The person at the other end presses keys (0-9 * #). False when the call is not live. */
  pressAsPerson(callSid: string, digits: string): boolean;
  /** The person at the other end hangs up. False when the call is not live. */
  hangUpAsPerson(callSid: string): boolean;
  /** Cuts the socket a device's call hangs on, as a lost network would. */
  dropSocket(callSid: string): boolean;
  /** Lets nothing pass on that socket any more while it stays open, as behind a dead router. */
  freezeSocket(callSid: string): boolean;
  /** Loses this share of the audio packets between the carrier and a device, 0 to 1, each way. */
  loseAudio(callSid: string, share: number): boolean;
  /** Points a TwiML application somewhere else; the fallback stays unless one is named. */
  setVoiceUrl(applicationSid: string, voiceUrl: string, voiceFallbackUrl?: string): void;
  /** Virtual time stands while this work goes on: what a test asks of the carrier in it happens at one moment. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** What the microphone of a device will say, a line for each stretch of voice: nobody here understands speech. */
  speakAs(identity: string, lines: readonly string[]): void;
  /** Whether keys pressed in a conference reach the others in it; they do, unless told otherwise. */
  passDigits(passes: boolean): void;
  /** In virtual time: fulfilled when nothing is under way and nothing is to come. On the wall's, at once. */
  idle(): Promise<void>;
  /** Lets the account call a country, as somebody does in the console. False for one that is not listed. */
  permitCountry(isoCode: string): boolean;
  /** What a call to a number of the account asks. False when nobody owns it. */
  setNumberUrl(number: string, voiceUrl: string): boolean;
  /** Fulfilled when every webhook that is under way has been delivered or given up. */
  webhooksSettled(): Promise<void>;
  /** Sets the weather: seeded rates and aimed faults, in place of every fault there was. */
  faults(plan: FaultPlan): void;
  /** Aims at the next webhooks that match, beside whatever else is set: `{ on: { event: 'completed' }, does: { act: 'drop' } }`. */
  faultWebhook(fault: WebhookFault): AimedFault;
  /** Aims at the next requests to the REST interface that match. */
  faultRequest(fault: RequestFault): AimedFault;
  /** Sends the webhooks that a fault holds back. */
  releaseWebhooks(): void;
  /** Ends every fault and every outage, makes the carrier patient again and sends what is held back. */
  calm(): void;
  /**
   * The carrier's side goes dark: requests and devices find every connection cut, live calls and their audio go on.
   * Webhooks wait for `up()` unless told otherwise.
   */
  down(how?: { readonly webhooks?: 'sent' | 'held' | 'lost' }): void;
  up(): void;
  /** Its process dies and another takes its place: every connection breaks, and nobody knows of a call any more. */
  restart(): Promise<void>;
  /** How long a device that has gone is waited for, from the next wait on: 1 is as Twilio waits, 0.1 a tenth of it. */
  setPatience(scale: number): void;
  /** Devices alone find their sockets cut and no new one; audio, requests and webhooks go on. */
  signallingDown(): void;
  signallingUp(): void;
};
