import type { CallContact, CallView, DialIntent, DialRefusal } from '../shared/calls/contract.ts';
import type { Result } from '../shared/result.ts';

/** Why an act in the extension did not happen, beyond what the Worker refused. */
export type Hindrance =
  | { readonly reason: 'signed_out' }
  | { readonly reason: 'microphone'; readonly cause: 'not_asked' | 'refused' | 'no_device' }
  | { readonly reason: 'offline' }
  | { readonly reason: 'server'; readonly detail: string; readonly requestId?: string }
  | { readonly reason: 'no_call' };

export type DialOutcome = Result<CallView, DialRefusal | Hindrance>;

/** Every act that crosses a context, by who does it. The message has the act's name. */
export type Acts = {
  background: {
    /** From a page or a screen: open the panel, keep the phone alive, dial. `key` is the idempotency key. */
    'calls.dial': { ask: { intent: DialIntent; key: string }; answer: DialOutcome };
    /** From a page: who is this, for the hover card. */
    'contacts.lookUp': { ask: { number: string }; answer: Result<CallContact | null, Hindrance> };
    /** From a screen: the phone document exists once this answers. */
    'presence.goOnDuty': { ask: Record<string, never>; answer: Result<null, Hindrance> };
    /** From the phone: badge and notification follow the call. */
    'calls.changed': { ask: { call: PhoneCall | null }; answer: null };
    /** From the phone: only a visible page of ours can ask for the microphone. */
    'microphone.ask': { ask: Record<string, never>; answer: null };
  };
  phone: {
    'calls.dial': { ask: { intent: DialIntent; key: string }; answer: DialOutcome };
    'calls.hangUp': { ask: Record<string, never>; answer: Result<null, Hindrance> };
    'calls.mute': { ask: { on: boolean }; answer: Result<null, Hindrance> };
    /** 0-9 * # in order. */
    'calls.sendDigits': { ask: { digits: string }; answer: Result<null, Hindrance> };
    /** Puts a finished or refused call away, so screens are idle again. */
    'calls.dismiss': { ask: Record<string, never>; answer: null };
    /** From the grant page: the microphone may be used now; a dial that waited for it goes on. */
    'microphone.granted': { ask: Record<string, never>; answer: null };
    /** From the options page: the session changed. */
    'team.sessionChanged': { ask: Record<string, never>; answer: null };
  };
};

/** The call as this rep sees it: the merge of LiveCall's view and the device's own facts. */
export type PhoneCall = {
  readonly intent: DialIntent;
  /** Null until the Worker has answered the dial. */
  readonly view: CallView | null;
  readonly phase: CallView['phase'];
  readonly refused?: DialRefusal | Hindrance;
  readonly muted: boolean;
  /** Digits sent in this call, for the keypad's line. */
  readonly digits: string;
};

export type PhoneState = {
  readonly duty: 'signed_out' | 'starting' | 'ready' | 'offline';
  readonly microphone: 'unknown' | 'granted' | 'refused';
  readonly call: PhoneCall | null;
  /** Server time minus this clock, ms: timers use it. */
  readonly skewMs: number;
};

/** The Port's name, screen → phone. Each frame is the whole PhoneState; the first comes at once. */
export const PHONE_PORT = 'phone';
