import type { ClipName } from './clips.ts';

/** What a person does once the line is open, step after step. After the last step they listen in silence. */
export type Step =
  | { readonly say: ClipName }
  | { readonly pauseMs: number }
  | { readonly beepMs: number }
  /** Waits until the other side has spoken and then been quiet for so long, but no longer than `atMostMs`. */
  | { readonly listenUntilQuietMs: number; readonly atMostMs: number }
  /** Says back what it hears, for ever. */
  | { readonly echo: true };

/** How a person's telephone takes a call. Delays are milliseconds of ringing. */
export type Reaction =
  | { readonly kind: 'answers'; readonly afterMs: number }
  /** Refuses with a SIP response; without `ringsMs` the telephone never rings. */
  | { readonly kind: 'refuses'; readonly sipCode: 486 | 404 | 603; readonly ringsMs: number | undefined }
  | { readonly kind: 'rings' };

export type Persona = {
  readonly name: string;
  readonly reaction: Reaction;
  readonly script: readonly Step[];
  /** Hangs up so long after answering. */
  readonly hangsUpAfterMs?: number;
};
