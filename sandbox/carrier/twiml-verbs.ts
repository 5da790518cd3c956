import type { Beep } from './conference.ts';

export type Callback = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** As named by the application; empty means the default of the noun. */
  readonly events: readonly string[];
};

export type ConferenceNoun = {
  readonly noun: 'Conference';
  readonly name: string;
  readonly muted: boolean;
  readonly startOnEnter: boolean;
  readonly endOnExit: boolean;
  readonly beep: Beep;
  /** Undefined: the carrier's own hold music. Empty: silence. */
  readonly waitUrl: string | undefined;
  readonly waitMethod: 'GET' | 'POST';
  readonly label: string | undefined;
  readonly maxParticipants: number;
  readonly statusCallback: Callback | undefined;
};

export type NumberNoun = {
  readonly noun: 'Number';
  readonly number: string;
  readonly statusCallback: Callback | undefined;
};

export type ClientNoun = {
  readonly noun: 'Client';
  readonly identity: string;
  /** Shown to the device beside the call's own parameters. */
  readonly custom: Readonly<Record<string, string>>;
  readonly statusCallback: Callback | undefined;
};

/** Those who are rung together. */
export type Party = NumberNoun | ClientNoun;

export type Dial = {
  readonly verb: 'Dial';
  readonly action: string | undefined;
  readonly method: 'GET' | 'POST';
  readonly timeoutS: number;
  readonly timeLimitS: number;
  readonly callerId: string | undefined;
  readonly answerOnBridge: boolean;
  readonly to: ConferenceNoun | readonly Party[];
};

export type SayVerb = { readonly verb: 'Say'; readonly text: string; readonly loop: number };

export type RecordVerb = {
  readonly verb: 'Record';
  /** Undefined: the address of the document itself. */
  readonly action: string | undefined;
  readonly method: 'GET' | 'POST';
  /** Seconds of silence that end it. */
  readonly timeoutS: number;
  readonly maxLengthS: number;
  readonly finishOnKey: string;
  readonly playBeep: boolean;
  /** Silence before the first and after the last word is cut off. */
  readonly trim: boolean;
  readonly statusCallback: Callback | undefined;
};

/** What is heard or waited for while keys are gathered. */
export type Prompt =
  | SayVerb
  | { readonly verb: 'Play'; readonly url: string; readonly loop: number }
  | { readonly verb: 'Pause'; readonly seconds: number };

export type GatherVerb = {
  readonly verb: 'Gather';
  /** Undefined: the address of the document itself. */
  readonly action: string | undefined;
  readonly method: 'GET' | 'POST';
  /** Seconds without a key that end it, from the end of the prompts on. */
  readonly timeoutS: number;
  /** Undefined: as many as come. */
  readonly numDigits: number | undefined;
  /** Empty: no key ends it. */
  readonly finishOnKey: string;
  readonly actionOnEmptyResult: boolean;
  readonly prompts: readonly Prompt[];
};

export type Verb =
  | Dial
  | SayVerb
  | RecordVerb
  | GatherVerb
  | { readonly verb: 'Play'; readonly url: string; readonly loop: number }
  | { readonly verb: 'PlayDigits'; readonly digits: string; readonly loop: number }
  | { readonly verb: 'Pause'; readonly seconds: number }
  | { readonly verb: 'Hangup' }
  | { readonly verb: 'Reject'; readonly reason: 'rejected' | 'busy' }
  | { readonly verb: 'Redirect'; readonly url: string; readonly method: 'GET' | 'POST' };
