import type { ClipName } from './clips.ts';

/** What a person does once the line is open, step after step. After the last step they listen in silence. */
export type Step =
  | {
      readonly say: ClipName;
      /** They stop when they are talked over. */
      readonly yields?: true;
    }
  | { readonly pauseMs: number }
  | { readonly beepMs: number }
  | { readonly toneHz: number; readonly ms: number }
  /** Waits until the other side has spoken and then been quiet for so long, but no longer than `atMostMs`. */
  | { readonly listenUntilQuietMs: number; readonly atMostMs: number }
  /** Says back what it hears, for ever. */
  | { readonly echo: true }
  | { readonly press: string }
  | { readonly hangUp: true }
  /** A place others go to. */
  | { readonly label: string }
  | { readonly go: string }
  /** Waits for the first of these. */
  | { readonly wait: readonly Reaction[] };

/** What happens, and where the person goes on. */
export type Reaction = { readonly go: string } & (
  | { readonly digit: string }
  /** The other side said something with this in it; any text does for an empty one. Small letters. */
  | { readonly says: string }
  /** Nobody has spoken for so long. */
  | { readonly silentMs: number }
  /** A beep as of a voicemail. */
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
  /** Hangs up so long after answering. */
  readonly hangsUpAfterMs?: number;
  /** The share of what they say and hear that is lost on the way, 0 to 1. */
  readonly loses?: number;
};
