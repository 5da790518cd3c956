import type { Result } from '../../../shared/result.ts';
import type { MediaLeg } from '../media/leg.ts';

/** Why a token is refused: 31201 bad signature, 31204 invalid, 31205 expired, 31202/31207 no such account or key. */
export type TokenFault = 31201 | 31202 | 31204 | 31205 | 31207;
export type Device = {
  readonly identity: string;
  readonly accountSid: string;
  readonly applicationSid: string | undefined;
  /** Whether the device may be called. */
  readonly takesCalls: boolean;
  /** Seconds left. */
  readonly ttl: number;
};

/** A `hangup` error the SDK knows: 31486 busy, 31404 not found, 31002 declined, 31209 unknown reconnect token. */
export type HangupError = { readonly code: number; readonly message: string };

/** An outgoing call of a device, as signalling sees it; the engine drives it. */
export interface ClientCall {
  readonly device: Device;
  /** The decoded `twilio.params` of the invite. */
  readonly params: Readonly<Record<string, string>>;
  readonly media: MediaLeg;
  /** Sends `ringing` with the CallSid (no SDP, as Twilio does for a TwiML app call). */
  ringing(callSid: string): void;
  /** Sends `answer` with SDP and a reconnect token. */
  answer(): void;
  /** Sends `hangup`; the media closes. */
  hangup(error?: HangupError): void;
}

/** A call to a device: what the device is shown, and callbacks for the outcome. */
export type DeviceInvite = {
  readonly callSid: string;
  /** As Twilio names them: AccountSid, From, To and the like. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The application's own parameters, shown as `customParameters`. */
  readonly custom: Readonly<Record<string, string>>;
  /** One of the identity's devices answered: the media is ready. Called at most once; end the call with `hangup`. */
  answered(call: AnsweredCall): void;
  /** Every device that rang declined. */
  rejected(): void;
};
export type AnsweredCall = Pick<ClientCall, 'media' | 'hangup'>;
/** Devices that are ringing. */
export type DeviceRing = {
  /** The caller gave up, or nobody answered in time. No effect after an answer. */
  cancel(): void;
};

/** What signalling needs from the engine. */
export interface SignallingHost {
  authenticate(token: string): Result<Device, TokenFault>;
  /** A device placed a call, and its media is negotiated. Returns the CallSid. */
  placed(call: ClientCall): string;
  /** The device hung up, or its socket stayed away longer than its reconnect time. */
  deviceHungUp(callSid: string): void;
  /** JSON of the application, and the SID the device gave the message. */
  deviceMessage(callSid: string, content: unknown, sid: string): void;
  /** DTMF that arrived as a signalling message. */
  deviceDigits(callSid: string, digits: string): void;
}
