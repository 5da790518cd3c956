import type { EndReason, voiceToken } from '../../shared/calls/contract.ts';
import type { ReplyOf } from '../../shared/endpoint.ts';
import type { AudioStats, AudioTrouble } from '../messages.ts';
import type { LineState } from './line.ts';

export type VoiceToken = ReplyOf<typeof voiceToken>;

export type MicrophoneFault = 'refused' | 'no_device';

/** What the device says about its own leg. Neither ringing nor active: those are the customer's. */
export type LegEvents = {
  /** The leg is in the room. */
  readonly onUp: () => void;
  /** A microphone or speaker went away, another took its place, or (null) all is well again. */
  readonly onAudio: (trouble: AudioTrouble | null) => void;
  /** The connection is lost and being re-made (false), or back (true). */
  readonly onLink: (on: boolean) => void;
  /** The leg is over. `failure` is null when it ended in order, whoever ended it. Said exactly once. */
  readonly onGone: (failure: EndReason | null) => void;
};

/** The rep's own leg, from connect until gone; every act is safe at any moment. */
export type RepLeg = {
  /** The carrier's name of this leg, once known. */
  readonly callSid: () => string | null;
  readonly mute: (on: boolean) => void;
  /** Nothing more is heard or said, and the microphone is let go of; the leg stays until it is disconnected. */
  readonly silence: () => void;
  /** 0-9 * #. False while there is no line to send them on. */
  readonly sendDigits: (digits: string) => boolean;
  /** Also stops a leg that is still being connected. */
  readonly disconnect: () => void;
  /** Null before there is audio. */
  readonly stats: () => Promise<AudioStats | null>;
};

/** What we need from a phone. */
export type Phone = {
  /** A token to connect with from now on; the first also opens the line to the carrier, so a click need not wait. */
  readonly prepare: (token: VoiceToken) => void;
  /** Milliseconds UTC until which the prepared token is good; null without one. */
  readonly goodUntil: () => number | null;
  /** The line to the carrier: a connect reaches it at once while it is up. */
  readonly line: () => LineState;
  /**
   * Makes the line anew, unless a leg hangs on it or it is just being made: the SDK by itself waits for up to twenty
   * seconds between two attempts.
   */
  readonly reopen: () => void;
  /** Whether the line is up before this time has passed. */
  readonly whenUp: (limitMs: number) => Promise<boolean>;
  /** Opens the microphone for the leg to come; null when it is open, otherwise why not. */
  readonly openMicrophone: () => Promise<MicrophoneFault | null>;
  /** Lets go of a microphone that was opened for a leg that did not come. */
  readonly closeMicrophone: () => void;
  readonly connect: (ticket: string, events: LegEvents) => RepLeg;
  /** Off duty: nothing of the device is left, neither socket nor microphone. */
  readonly release: () => void;
};

/** How long the SDK may take for anything it promises. */
export const SDK_TIMEOUT_MS = 10_000;
