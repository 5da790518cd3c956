import type { Amd } from '../calls/amd.ts';
import type { Call } from '../calls/call.ts';
import type { Beep } from '../conference/conference.ts';
import type { Audio } from '../media/sound-file.ts';
import type { RecordHow } from '../recordings/recording.ts';
import type { Address, Ask, Callback, Method } from '../webhooks/address.ts';
import type { Params } from '../webhooks/hooks.ts';

export type ConferenceNoun = {
  readonly noun: 'Conference';
  readonly name: string;
  readonly muted: boolean;
  readonly startOnEnter: boolean;
  readonly endOnExit: boolean;
  readonly beep: Beep;
  /** Undefined: the carrier's own hold music. Empty: silence. */
  readonly waitUrl: string | undefined;
  readonly waitMethod: Method;
  readonly label: string | undefined;
  readonly maxParticipants: number;
  /** CallSid of the only member this participant speaks to. */
  readonly coach: string | undefined;
  readonly record: RecordHow | undefined;
  readonly statusCallback: Callback | undefined;
};

/** What the called party hears before it is connected, and how its answer is detected. */
type Called = {
  readonly statusCallback: Callback | undefined;
  readonly whisper: Ask | undefined;
  readonly amd: Amd | undefined;
};

export type NumberNoun = Called & {
  readonly noun: 'Number';
  readonly number: string;
  /** Keys played as soon as the party answers. */
  readonly sendDigits: string | undefined;
};

export type ClientNoun = Called & {
  readonly noun: 'Client';
  readonly identity: string;
  /** Shown to the device in addition to the call's own parameters. */
  readonly custom: Readonly<Record<string, string>>;
};

export type SipNoun = Called & { readonly noun: 'Sip'; readonly uri: string };

/** Parties that ring together. */
export type Party = NumberNoun | ClientNoun | SipNoun;

export type QueueNoun = {
  readonly noun: 'Queue';
  readonly name: string;
  /** What the waiting caller hears before the two are connected. */
  readonly whisper: Ask | undefined;
};

export type Dial = {
  readonly verb: 'Dial';
  readonly action: string | undefined;
  readonly method: Method;
  readonly timeoutS: number;
  readonly timeLimitS: number;
  readonly callerId: string | undefined;
  readonly answerOnBridge: boolean;
  readonly hangupOnStar: boolean;
  /** One party after the other instead of all at once. */
  readonly sequential: boolean;
  readonly record: (RecordHow & { readonly from: 'answer' | 'ringing' }) | undefined;
  readonly to: ConferenceNoun | QueueNoun | readonly Party[];
};

export type SayVerb = {
  readonly verb: 'Say';
  readonly text: string;
  readonly language: string;
  readonly loop: number;
};

export type RecordVerb = {
  readonly verb: 'Record';
  /** Undefined: the address of the document itself. */
  readonly action: string | undefined;
  readonly method: Method;
  /** Seconds of silence that end the recording. */
  readonly timeoutS: number;
  readonly maxLengthS: number;
  readonly finishOnKey: string;
  readonly playBeep: boolean;
  /** Silence before the first and after the last word is cut off. */
  readonly trim: boolean;
  readonly statusCallback: Callback | undefined;
  /** Where the transcript is sent; undefined when none was asked for. */
  readonly transcribe: { readonly callback: string | undefined } | undefined;
};

/** What plays, or is waited for, while keys are gathered. */
export type Prompt =
  | SayVerb
  | { readonly verb: 'Play'; readonly url: string; readonly loop: number }
  | { readonly verb: 'Pause'; readonly seconds: number };

export type GatherVerb = {
  readonly verb: 'Gather';
  readonly hearsKeys: boolean;
  /** Undefined: speech is not recognized. */
  readonly speech:
    | {
        readonly language: string;
        /** Milliseconds of silence after the last word that end it. */
        readonly quietMs: number;
        readonly partial: Ask | undefined;
      }
    | undefined;
  /** Undefined: the address of the document itself. */
  readonly action: string | undefined;
  readonly method: Method;
  /** Seconds without a key that end it, counted from the end of the prompts. */
  readonly timeoutS: number;
  /** Undefined: no limit. */
  readonly numDigits: number | undefined;
  /** Empty: no key ends it. */
  readonly finishOnKey: string;
  readonly actionOnEmptyResult: boolean;
  readonly prompts: readonly Prompt[];
};

export type EnqueueVerb = {
  readonly verb: 'Enqueue';
  readonly name: string;
  /** The size of a queue that this verb creates; undefined: the default size. */
  readonly maxSize: number | undefined;
  readonly action: string | undefined;
  readonly method: Method;
  /** Undefined: the carrier's own hold music. */
  readonly waitUrl: string | undefined;
  readonly waitMethod: Method;
};

type Track = 'inbound' | 'outbound';

export type StreamNoun = {
  readonly noun: 'Stream';
  readonly url: string;
  readonly name: string | undefined;
  readonly tracks: readonly Track[];
  readonly custom: Readonly<Record<string, string>>;
  readonly statusCallback: Callback | undefined;
};

export type TranscriptionNoun = {
  readonly noun: 'Transcription';
  readonly name: string | undefined;
  readonly tracks: readonly Track[];
  readonly partialResults: boolean;
  readonly language: string;
  readonly engine: string;
  readonly callback: Ask | undefined;
};

export type RecordingNoun = { readonly noun: 'Recording' } & RecordHow;

export type RelayNoun = {
  readonly noun: 'ConversationRelay';
  readonly url: string;
  readonly greeting: string | undefined;
  readonly language: string;
  /** What of the caller's may interrupt a sentence. */
  readonly interruptedBy: Interrupts;
  readonly greetingInterruptedBy: Interrupts;
  readonly hearsKeys: boolean;
  readonly custom: Readonly<Record<string, string>>;
};

export type StartVerb = {
  readonly verb: 'Start';
  readonly noun: StreamNoun | TranscriptionNoun | RecordingNoun;
};
export type StopVerb = {
  readonly verb: 'Stop';
  readonly noun: 'Stream' | 'Transcription';
  readonly name: string;
};
export type ConnectVerb = {
  readonly verb: 'Connect';
  readonly action: string | undefined;
  readonly method: Method;
  readonly noun: StreamNoun | RelayNoun;
};

export type Verb =
  | Dial
  | SayVerb
  | RecordVerb
  | GatherVerb
  | EnqueueVerb
  | StartVerb
  | StopVerb
  | ConnectVerb
  | { readonly verb: 'Leave' }
  | { readonly verb: 'Play'; readonly url: string; readonly loop: number }
  /** A sound that was returned where a document was expected. */
  | { readonly verb: 'PlaySound'; readonly sound: Audio }
  | { readonly verb: 'PlayDigits'; readonly digits: string; readonly loop: number }
  | { readonly verb: 'Pause'; readonly seconds: number }
  | { readonly verb: 'Hangup' }
  | { readonly verb: 'Reject'; readonly reason: 'rejected' | 'busy' }
  | { readonly verb: 'Redirect'; readonly url: string; readonly method: Method };

export type Interrupts = readonly ('dtmf' | 'speech')[];

/** How the call continues after a verb: with the next verb, the end of the call, or another document. */
export type Step =
  | { readonly go: 'on' }
  | { readonly go: 'end' }
  | { readonly go: 'to'; readonly address: Address; readonly params: Params };

/** Carries out one verb of a call's document. Relative addresses in it are relative to `baseUrl`. */
export type Obey = (
  call: Call,
  verb: Verb,
  baseUrl: string | undefined,
  signal: AbortSignal,
) => Promise<Step>;
