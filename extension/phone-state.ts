/** What the phone tells its screens. */
import type { CallView, DialIntent, DialRefusal } from '../shared/calls/contract.ts';
import type { CallId } from '../shared/ids.ts';
import type { Offer, OfferEnd } from '../shared/incoming/offer.ts';
import type { OwnStatus } from '../shared/presence/statuses.ts';
import type { Obstacle } from './obstacle.ts';

/** Moments of a call on this machine's clock, milliseconds UTC. */
export type Mark = 'intent' | 'posted' | 'ticket' | 'connect' | 'ringing' | 'active' | 'ended';

/** What happened to the rep's own devices in this call. `label` is the device in use now. */
export type AudioTrouble =
  | { readonly kind: 'microphone_replaced'; readonly label: string }
  | { readonly kind: 'speaker_replaced'; readonly label: string }
  | { readonly kind: 'no_microphone' | 'silent_microphone' | 'no_speaker' };

/** The call as this rep sees it: the merge of LiveCall's view and the device's own facts. */
export type PhoneCall = {
  readonly intent: DialIntent;
  /** Null until the Worker has answered the dial. */
  readonly view: CallView | null;
  readonly phase: CallView['phase'];
  readonly refused?: DialRefusal | Obstacle;
  /** Nothing has rung: the dial continues once the microphone is granted or the line to the carrier is up. */
  readonly waitsFor: 'microphone' | 'line' | null;
  /** The rep has hung up, and the Worker does not know it yet. */
  readonly ending: boolean;
  /** False while the device's connection is being re-established; the call goes on in the meantime. */
  readonly linked: boolean;
  /**
   * Where the rep's leg is if it is not here: `interrupted` while the customer is on hold for a rep who lost the
   * connection (until `view.rejoinUntil`), `rejoining` on the way back, `elsewhere` if it is in another of their
   * browsers.
   */
  readonly away: 'interrupted' | 'rejoining' | 'elsewhere' | null;
  readonly audio: AudioTrouble | null;
  readonly muted: boolean;
  /** Digits sent in this call, shown above the keypad. */
  readonly digits: string;
  readonly marks: Readonly<Partial<Record<Mark, number>>>;
};

/** An inbound call that this rep answers; nobody else is kept from it until the Worker has given it to them. */
export type Answering = {
  readonly callId: CallId;
  /** The call rings on, here and for the others, until the microphone is granted or the line to the carrier is up. */
  readonly waitsFor: 'microphone' | 'line' | null;
};

/**
 * Why a call that rang here no longer does. `given_back`: this rep answered, but their phone did not reach the caller,
 * for whom it rings again.
 */
export type EndedOffer = {
  readonly call: CallView;
  readonly why: OfferEnd['why'] | 'given_back';
  /** The name of who took it, or sent it to voicemail. */
  readonly by?: string | undefined;
};

export type PhoneState = {
  /**
   * `not_ready`: the Worker is reachable, but the workspace's dialer is not set up. `offline`: the Worker is
   * unreachable. `no_line`: the Worker is reachable, but the carrier is not.
   */
  readonly duty: 'signed_out' | 'no_dialer' | 'starting' | 'ready' | 'not_ready' | 'offline' | 'no_line';
  /** The rep's own status, as last heard from the Worker; null until then. */
  readonly status: OwnStatus | null;
  readonly microphone: 'unknown' | 'granted' | 'refused';
  readonly call: PhoneCall | null;
  /** The inbound calls this rep may answer, the one that has waited longest first. */
  readonly offers: readonly Offer[];
  readonly answering: Answering | null;
  /** The last offer to end, for a short while. */
  readonly endedOffer: EndedOffer | null;
  /** A number to confirm before dialling: it came from an element that may not have been visible. */
  readonly prefill: DialIntent | null;
  /** Server time minus this clock, ms: timers use it. */
  readonly skewMs: number;
  /** When missed calls last came in or were taken care of, as far as this phone knows; on its own clock. */
  readonly inboxAt: number;
};
