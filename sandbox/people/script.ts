import type { ClipName } from './clips.ts';

/** What a person does once the line is open, step by step. After the last step they listen in silence. */
export type Step =
  | {
      readonly say: ClipName;
      /** The person stops when somebody talks over them. */
      readonly yields?: true;
    }
  | { readonly pauseMs: number }
  | { readonly beepMs: number }
  | { readonly toneHz: number; readonly ms: number }
  /** Waits until the other side has spoken and then been quiet for this long, but no longer than `atMostMs`. */
  | { readonly listenUntilQuietMs: number; readonly atMostMs: number }
  /** Repeats what it hears, for ever. */
  | { readonly echo: true }
  | { readonly press: string }
  | { readonly hangUp: true }
  /** A target for `go`. */
  | { readonly label: string }
  | { readonly go: string }
  /** Waits for the first of these. */
  | { readonly wait: readonly Reaction[] };

/** An event, and where the script continues after it. */
export type Reaction = { readonly go: string } & (
  | { readonly digit: string }
  /** The other side said something that contains this text; an empty text matches anything. Lower case. */
  | { readonly says: string }
  /** Nobody has spoken for this long. */
  | { readonly silentMs: number }
  /** A voicemail's beep, or hold music. */
  | { readonly hears: 'beep' | 'hold music' }
);

/** How a person's telephone takes a call. Delays are milliseconds of ringing. */
export type Answering =
  | { readonly kind: 'answers'; readonly afterMs: number }
  /** Refuses with a SIP response; without `ringsMs` the telephone never rings. */
  | { readonly kind: 'refuses'; readonly sipCode: 486 | 404 | 603; readonly ringsMs: number | undefined }
  | { readonly kind: 'rings' };

export type Persona = {
  readonly name: string;
  readonly reaction: Answering;
  readonly script: readonly Step[];
  /** Hangs up this long after answering. */
  readonly hangsUpAfterMs?: number;
  /** The share of the audio that is lost, each way, 0 to 1. */
  readonly loses?: number;
};
