import type { Flow } from '../media/leg.ts';
import type { Heard } from '../media/room-audio.ts';
import type { RequestAct, WebhookAct } from '../weather/plan.ts';

/** What really happened on the network, independent of any application's records. Plain JSON; times are ms UTC. */
export type Ledger = {
  readonly legs: readonly LedgerLeg[];
  readonly conferences: readonly LedgerConference[];
  readonly webhooks: readonly LedgerWebhook[];
  /** Requests the carrier refused and mistakes of the application, with the carrier's error code. */
  readonly faults: readonly LedgerFault[];
  readonly requests: readonly LedgerRequest[];
  readonly recordings: readonly LedgerRecording[];
  readonly queues: readonly LedgerQueue[];
  /** Total cost so far, including forgotten calls. Millionths of a US dollar. */
  readonly costMicros: number;
  /** Totals of calls and conferences that are too old to be listed. */
  readonly forgotten: {
    readonly legs: number;
    /** Seconds of talk of those legs. */
    readonly seconds: number;
    /** What they cost, in millionths of a US dollar. */
    readonly costMicros: number;
    readonly conferences: number;
    readonly webhooks: number;
    readonly requests: number;
    readonly faults: number;
  };
};

export type LedgerQueue = {
  readonly sid: string;
  readonly friendlyName: string;
  /** CallSids, longest wait first. */
  readonly waiting: readonly string[];
};

export type LedgerRecording = {
  readonly sid: string;
  readonly callSid: string;
  readonly startedAt: number;
  readonly seconds: number;
  readonly status: 'in-progress' | 'paused' | 'processing' | 'completed' | 'absent';
  /** Millionths of a US dollar. */
  readonly costMicros: number;
  readonly source: string;
  readonly channels: 1 | 2;
  readonly conferenceSid: string | undefined;
};

export type LedgerLeg = {
  readonly sid: string;
  /** `client`: a rep's device; `pstn`: a person's telephone. */
  readonly kind: 'client' | 'pstn';
  readonly direction: string;
  readonly from: string;
  readonly to: string;
  readonly persona: string | undefined;
  readonly status: string;
  readonly sipCode: number | undefined;
  readonly endedBy: 'party' | 'api' | 'carrier' | undefined;
  readonly createdAt: number;
  readonly ringingAt: number | undefined;
  readonly answeredAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly seconds: number;
  /** Whole minutes of talk in seconds; 0 until the call is over. */
  readonly billedSeconds: number;
  /** Millionths of a US dollar. */
  readonly costMicros: number;
  /** Carrier to party, as counted at the party's end. */
  readonly heard: Flow;
  /** Party to carrier. */
  readonly said: Flow;
  /** Keys played to a person on a telephone. */
  readonly digitsHeard: string;
};

export type LedgerConference = {
  readonly sid: string;
  readonly friendlyName: string;
  readonly status: string;
  readonly createdAt: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly reasonEnded: string | undefined;
  /** Millionths of a US dollar; participants who are still in the conference are not included yet. */
  readonly costMicros: number;
  readonly participants: readonly LedgerParticipant[];
  /** Who heard whom, by CallSid. */
  readonly heard: readonly Heard[];
};

export type LedgerParticipant = {
  readonly callSid: string;
  readonly label: string | undefined;
  /** Undefined: dialled, but never in the room. */
  readonly joinedAt: number | undefined;
  readonly leftAt: number | undefined;
  readonly muted: boolean;
  readonly held: boolean;
};

export type LedgerWebhook = {
  readonly at: number;
  readonly kind: 'twiml' | 'call' | 'conference' | 'audio' | 'recording' | 'amd' | 'stream' | 'transcription';
  /** A call's progress, a conference's event or a recording's status. Empty for a request for a document. */
  readonly event: string;
  readonly leg?: 'client' | 'pstn';
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  /** The faults that struck this webhook. */
  readonly acts: readonly WebhookAct['act'][];
  readonly attempts: readonly LedgerAttempt[];
  /** The application's answer to a request for a document, up to 2000 characters. */
  readonly reply?: string | undefined;
};

export type LedgerAttempt = {
  readonly at: number;
  readonly tookMs: number;
  /** HTTP status, or why there was none. */
  readonly outcome: number | 'connection' | 'timeout';
};

export type LedgerFault = {
  readonly at: number;
  readonly code: number;
  readonly message: string;
  readonly callSid: string | undefined;
};

export type LedgerRequest = {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** Undefined: the request was not carried out. */
  readonly status: number | undefined;
  readonly code: number | undefined;
  /** The fault that struck this request. */
  readonly act: RequestAct['act'] | undefined;
};
