import type { Fork } from '../listeners/forks.ts';
import type { MediaLeg } from '../media/leg.ts';
import type { TappedLeg } from '../media/tapped-leg.ts';
import type { HangupError } from '../signalling/host.ts';
import type { Ask, Callback } from '../webhooks/address.ts';
import type { AnsweredBy } from './amd.ts';

export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';
export type FinalStatus = Exclude<CallStatus, 'queued' | 'ringing' | 'in-progress'>;
export type Direction = 'inbound' | 'outbound-api' | 'outbound-dial';

/** The far end of a call: a device's signalling or a person's telephone. */
export type FarEnd = {
  ringing(callSid: string): void;
  answered(): void;
  hungUp(error: HangupError | undefined): void;
};

/** Who ended a call: its own party, an application through the REST interface, or the carrier. */
export type EndedBy = 'party' | 'api' | 'carrier';

export type CallSetup = {
  readonly kind: 'client' | 'pstn';
  readonly direction: Direction;
  readonly from: string;
  readonly to: string;
  readonly applicationSid?: string;
  readonly parentSid?: string;
  readonly persona?: string;
  readonly callback?: Callback;
  readonly media: MediaLeg;
  readonly farEnd: FarEnd;
  /** Keys played to the party at the far end so far. */
  readonly digitsHeard?: () => string;
};

/** One leg of the phone network. Only life.ts changes its status. */
export type Call = CallSetup & {
  readonly media: TappedLeg;
  readonly sid: string;
  readonly createdAt: number;
  updatedAt: number;
  status: CallStatus;
  sipCode: number | undefined;
  ringingAt: number | undefined;
  answeredAt: number | undefined;
  endedAt: number | undefined;
  endedBy: EndedBy | undefined;
  /** The price is known. */
  isPriced: boolean;
  callback: Callback | undefined;
  /** SequenceNumber of the next status callback; the first one sent has 0 (somleng-switch issue 7). */
  sequence: number;
  /** The running TwiML document; aborting it stops it immediately. */
  document: AbortController | undefined;
  /** Milliseconds the call waited for its turn to be dialled. */
  queuedMs: number;
  /** Addresses subscribed to the device's messages, by subscription SID. */
  readonly listeners: Map<string, Ask>;
  /** How many of the device's messages were passed on. */
  messages: number;
  /** Streams and transcriptions of this call, including stopped ones. */
  readonly forks: Fork[];
  /** AMD's verdict, and how long it took; undefined while there is no verdict. */
  answeredBy: AnsweredBy | undefined;
  amdMs: number | undefined;
  readonly whenRinging: Set<() => void>;
  readonly whenAnswered: Set<() => void>;
  readonly whenEnded: Set<() => void>;
  /** Called when the call gets another document from outside, before that document starts. */
  readonly whenRedirected: Set<() => void>;
};

/** Called by admit.ts only. */
export const createCall = (
  setup: CallSetup & { readonly media: TappedLeg },
  nowMs: number,
  sid: string,
): Call => ({
  ...setup,
  sid,
  createdAt: nowMs,
  updatedAt: nowMs,
  status: 'queued',
  sipCode: undefined,
  ringingAt: undefined,
  answeredAt: undefined,
  endedAt: undefined,
  endedBy: undefined,
  isPriced: false,
  callback: setup.callback,
  sequence: 0,
  document: undefined,
  queuedMs: 0,
  listeners: new Map(),
  messages: 0,
  forks: [],
  answeredBy: undefined,
  amdMs: undefined,
  whenRinging: new Set(),
  whenAnswered: new Set(),
  whenEnded: new Set(),
  whenRedirected: new Set(),
});

export const isOver = (call: Call): boolean => call.endedAt !== undefined;

/** Whole seconds of talk, at least one; 0 for a call nobody answered. */
export const talkSeconds = (call: Call): number =>
  call.answeredAt === undefined || call.endedAt === undefined
    ? 0
    : Math.max(1, Math.round((call.endedAt - call.answeredAt) / 1000));
