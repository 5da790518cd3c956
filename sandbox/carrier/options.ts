import type { AccountOptions } from './account/account.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { TimeOptions } from './time/create-time.ts';
import type { AimedFault } from './weather/aimed.ts';
import type { FaultPlan, RequestFault, WebhookFault } from './weather/plan.ts';
import type { Wire } from './webhooks/hooks.ts';

export type CarrierOptions = AccountOptions &
  TimeOptions & {
    /** 0 selects any free port. */
    readonly port: number;
    readonly host?: '127.0.0.1';
    /** Lets telephones on this machine's network connect, and nothing else. Off by default. */
    readonly lan?: {
      readonly port?: number;
      /** This machine's address on that network; detected by default. */
      readonly address?: string;
    };
    readonly log?: (line: string) => void;
    /** The folder for recordings, and for the ledger when the carrier stops. */
    readonly dataDir?: string;
    /** Decides what the people without a fixed persona do. The same seed gives the same people. */
    readonly seed?: number;
    /** Shortens how long the carrier waits for a device that has gone: 0.1 is a tenth of the time. */
    readonly patienceScale?: number;
    /** How one attempt of a webhook is sent. To simulate faults use `faults`. */
    readonly wire?: Wire;
    /** How many finished calls, rooms, webhooks, requests and faults the ledger keeps; older ones are only counted. */
    readonly keep?: number;
    /** How many calls per second an application may have dialled; the others wait. 1 by default, as at Twilio. */
    readonly callsPerSecond?: number;
    /** The weather at the start. */
    readonly faults?: FaultPlan;
  };

export type Carrier = {
  /** Base URL of the REST interface, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Where the Voice SDK's socket goes: `ws://…/signal`. */
  readonly signallingUrl: string;
  /** Where a telephone on the same network connects; undefined if that is off or this machine is on no network. */
  readonly lanUrl: string | undefined;
  ledger(): Ledger;
  readonly control: CarrierControl;
  stop(): Promise<void>;
};

/** What a test or a person at the sandbox can do to the phone network from outside. */
export type CarrierControl = {
  /** A person calls a number of the account. The CallSid; undefined if `to` is not owned or `from` is no number. */
  ringNumber(from: string, to: string): string | undefined;
  /** The person at the other end presses keys (0-9 * #). False when the call is not live. */
  pressAsPerson(callSid: string, digits: string): boolean;
  /** The person at the other end hangs up. False when the call is not live. */
  hangUpAsPerson(callSid: string): boolean;
  /** Cuts the socket of a device's call, as a lost network would. */
  dropSocket(callSid: string): boolean;
  /** Passes nothing on that socket any more while it stays open, as behind a dead router. */
  freezeSocket(callSid: string): boolean;
  /** Loses this share of the audio packets between the carrier and a device, 0 to 1, each way. */
  loseAudio(callSid: string, share: number): boolean;
  /** Points a TwiML application somewhere else; the fallback stays unless one is named. */
  setVoiceUrl(applicationSid: string, voiceUrl: string, voiceFallbackUrl?: string): void;
  /** Virtual time stands still during this work: all that a test asks of the carrier in it happens at one moment. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** What a device's microphone will say, one line per stretch of voice: the sandbox has no speech recognition. */
  speakAs(identity: string, lines: readonly string[]): void;
  /** Whether keys pressed in a conference reach the other participants; on by default. */
  passDigits(passes: boolean): void;
  /** In virtual time: fulfilled when nothing is under way and nothing is scheduled. In real time: at once. */
  idle(): Promise<void>;
  /** Lets the account call a country, as an admin does in the console. False for a country that is not listed. */
  permitCountry(isoCode: string): boolean;
  /** Sets the address that is asked about calls to a number of the account. False when the number is not owned. */
  setNumberUrl(number: string, voiceUrl: string): boolean;
  /** Fulfilled when every webhook under way has been delivered or has failed. */
  webhooksSettled(): Promise<void>;
  /** Sets the weather: seeded rates and aimed faults that replace every earlier fault. */
  faults(plan: FaultPlan): void;
  /** Aims at the next matching webhooks, as in `{ on: { event: 'completed' }, does: { act: 'drop' } }`. */
  faultWebhook(fault: WebhookFault): AimedFault;
  /** Aims at the next requests to the REST interface that match. */
  faultRequest(fault: RequestFault): AimedFault;
  /** Sends the webhooks that a fault holds back. */
  releaseWebhooks(): void;
  /** Ends every fault and every outage, resets the carrier's patience and sends the webhooks that are held back. */
  calm(): void;
  /**
   * Takes the carrier's side down: requests and devices find every connection cut; live calls and their audio go on.
   * Webhooks wait for `up()` by default.
   */
  down(how?: { readonly webhooks?: 'sent' | 'held' | 'lost' }): void;
  up(): void;
  /** The process dies and another replaces it: every connection breaks, and every call is forgotten. */
  restart(): Promise<void>;
  /** How long the carrier waits for a device that has gone, from the next wait on: 1 as at Twilio, 0.1 a tenth. */
  setPatience(scale: number): void;
  /** Cuts only the devices' sockets and refuses new ones; audio, requests and webhooks go on. */
  signallingDown(): void;
  signallingUp(): void;
};
