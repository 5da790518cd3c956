import type { EndReason, voiceToken } from '../../shared/calls/contract.ts';
import type { ReplyOf } from '../../shared/endpoint.ts';
import type { AudioStats, AudioTrouble } from '../messages.ts';
import type { LineState } from './line.ts';

export type VoiceToken = ReplyOf<typeof voiceToken>;

export type MicrophoneFault = 'refused' | 'no_device';

/** What the device reports about its own leg. Never ringing or active: those are phases of the customer's leg. */
export type LegEvents = {
  /** The leg is in the room. */
  readonly onUp: () => void;
  /** A microphone or speaker was lost or replaced, or (null) everything works again. */
  readonly onAudio: (trouble: AudioTrouble | null) => void;
  /** The connection is lost and reconnecting (false), or back (true). */
  readonly onLink: (on: boolean) => void;
  /** The leg is over. `failure` is null if it ended normally, whichever side ended it. Called exactly once. */
  readonly onGone: (failure: EndReason | null) => void;
};

/** The rep's own leg, from connect until gone; every method is safe at any time. */
export type RepLeg = {
  /** The carrier's SID of this leg, once known. */
  readonly callSid: () => string | null;
  readonly mute: (on: boolean) => void;
  /** Stops the audio in both directions and releases the microphone; the leg stays until it is disconnected. */
  readonly silence: () => void;
  /** 0-9 * #. Returns false while there is no line to send the digits on. */
  readonly sendDigits: (digits: string) => boolean;
  /** Also stops a leg that is still being connected. */
  readonly disconnect: () => void;
  /** Null before there is audio. */
  readonly stats: () => Promise<AudioStats | null>;
};

/** What the product needs from a device that carries calls. */
export type VoiceDevice = {
  /** Sets the token for future connects. The first also opens the line to the carrier, so a click need not wait. */
  readonly prepare: (token: VoiceToken) => void;
  /** When the prepared token expires, in milliseconds UTC; null without a token. */
  readonly goodUntil: () => number | null;
  /** The line to the carrier: a connect reaches it at once while it is up. */
  readonly line: () => LineState;
  /**
   * Reconnects the line, unless a leg depends on it or it was opened a moment ago. The SDK itself waits up to twenty
   * seconds between two attempts.
   */
  readonly reopen: () => void;
  /** Whether the line comes up within this time. */
  readonly whenUp: (limitMs: number) => Promise<boolean>;
  /** Opens the microphone for the next leg; null when it is open, otherwise the reason why it is not. */
  readonly openMicrophone: () => Promise<MicrophoneFault | null>;
  /** Releases a microphone that was opened for a leg that was never connected. */
  readonly closeMicrophone: () => void;
  readonly connect: (ticket: string, events: LegEvents) => RepLeg;
  /** For going off duty: closes everything the device has open, socket and microphone. */
  readonly release: () => void;
};

/** How long the SDK may take to connect. */
export const SDK_TIMEOUT_MS = 10_000;
