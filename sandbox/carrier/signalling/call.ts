import type { MonotonicClock } from '../media/ticker.ts';
import type { WebRtcLeg } from '../media/webrtc-leg.ts';
import type { ClientCall, Device, HangupError } from './host.ts';
import type { SignalSocket } from './socket.ts';
import { MEDIA_GONE } from './words.ts';

/**
 * How long a device may send no media at all; a muted device still sends frames. Longer than the 30 s in which the
 * SDK restarts ICE. Twilio gives no figure; its users report 15 to 60 s (twilio-voice.js issue 118).
 */
export const MEDIA_TIMEOUT_MS = 45_000;
const MEDIA_CHECKS = 5;

/** Scales the wait for a device that has gone: 0.1 is a tenth of the time. It may change during calls. */
export type Patience = { scale: number };

export type CallStart = {
  readonly tempSid: string;
  readonly device: Device;
  readonly params: Readonly<Record<string, string>>;
  readonly leg: WebRtcLeg;
  /** Undefined for a call to the device: the device itself sent the answer. */
  readonly answerSdp: string | undefined;
  readonly reconnectToken: string;
  readonly socket: SignalSocket;
  readonly patience: Patience;
};

/** Called once, when the device ends the call or stays away too long. */
export type DeviceGone = (call: DeviceCall) => void;

/** A device's call, outgoing or incoming, from negotiated media to its end. It uses the newest socket to claim it. */
export class DeviceCall implements ClientCall {
  readonly start: CallStart;
  #clock: MonotonicClock;
  #gone: DeviceGone;
  #socket: SignalSocket | undefined;
  #callSid: string | undefined;
  #answerDue = false;
  #answered = false;
  #isNamedToDevice = false;
  #cancelWait: (() => void) | undefined;
  #cancelWatch: (() => void) | undefined;
  /** Set at the end: when it ended, and the host's error if it hung up with one. */
  ended: { readonly at: number; readonly error: HangupError | undefined } | undefined;

  constructor(start: CallStart, clock: MonotonicClock, gone: DeviceGone) {
    this.start = start;
    this.#clock = clock;
    this.#gone = gone;
    this.#socket = start.socket;
  }

  get device(): Device {
    return this.start.device;
  }
  get params(): Readonly<Record<string, string>> {
    return this.start.params;
  }
  get media(): WebRtcLeg {
    return this.start.leg;
  }
  get socket(): SignalSocket | undefined {
    return this.#socket;
  }
  get callSid(): string | undefined {
    return this.#callSid;
  }
  /** The id the device knows the call by. */
  get sid(): string {
    return this.#callSid ?? this.start.tempSid;
  }
  get answered(): boolean {
    return this.#answered;
  }

  /** Sets the CallSid that the host's placed() returned; an answer that was due earlier is sent now. */
  named(callSid: string): void {
    this.#callSid = callSid;
    if (this.#answerDue) this.answer();
  }
  ringing(callSid: string): void {
    this.#callSid = callSid;
    this.#isNamedToDevice = true;
    if (!this.ended) this.#socket?.send({ type: 'ringing', payload: { callsid: callSid } });
  }
  answer(): void {
    this.#answerDue = this.#callSid === undefined;
    if (this.ended || this.#answered || this.#answerDue) return;
    this.#answered = true;
    this.sayAnswer(this.#socket, this.start.answerSdp);
    this.#watchMedia(0, 0);
  }
  /** The device was called and picked up. `sdp` answers the device's own offer. */
  answeredByDevice(sdp: string | undefined): void {
    this.#answered = true;
    this.sayAnswer(this.#socket, sdp);
    this.#watchMedia(0, 0);
  }
  hangup(error?: HangupError): void {
    if (this.ended) return;
    // The SDK ignores a hang-up with a SID it was never given (call.ts, _onHangup), and stays `connecting`.
    const callsid = this.#isNamedToDevice ? this.sid : this.start.tempSid;
    this.#socket?.send({ type: 'hangup', payload: { callsid, ...(error && { error }) } });
    this.#end(error);
  }

  /** The device hangs up. */
  deviceHungUp(): void {
    if (this.ended) return;
    this.#end(undefined);
    this.#gone(this);
  }
  /** The call's socket is gone. The media continues for the time the device asked for. */
  socketLost(lost: SignalSocket): void {
    if (this.ended || this.#socket !== lost) return;
    this.#socket = undefined;
    // The SDK cannot return to a call whose answer, and with it the reconnect token, it never received.
    const graceMs = this.#answered ? lost.reconnectTimeoutMs * this.start.patience.scale : 0;
    if (graceMs === 0) this.deviceHungUp();
    else this.#cancelWait = this.#clock.schedule(() => this.deviceHungUp(), graceMs);
  }
  /** The device is back, or repeats its claim after a token refresh. */
  claimedBy(socket: SignalSocket): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.#socket = socket;
    this.sayAnswer(socket);
  }
  /** Every answer contains the reconnect token: without it a lost socket would leave the SDK stuck. */
  sayAnswer(socket: SignalSocket | undefined, sdp?: string): void {
    const { reconnectToken: reconnect } = this.start;
    this.#isNamedToDevice = true;
    socket?.send({ type: 'answer', payload: { callsid: this.sid, ...(sdp && { sdp }), reconnect } });
  }

  /** Ends the call of a device whose media arrived and then stays away, whatever its socket says. */
  #watchMedia(packetsBefore: number, silentChecks: number): void {
    const stepMs = (MEDIA_TIMEOUT_MS * this.start.patience.scale) / MEDIA_CHECKS;
    this.#cancelWatch = this.#clock.schedule(() => {
      const { packets } = this.start.leg.flow().said;
      const silent = packets === packetsBefore && packets > 0 ? silentChecks + 1 : 0;
      if (silent < MEDIA_CHECKS) this.#watchMedia(packets, silent);
      else {
        this.#socket?.send({ type: 'hangup', payload: { callsid: this.sid, error: MEDIA_GONE } });
        this.deviceHungUp();
      }
    }, stepMs);
  }

  #end(error: HangupError | undefined): void {
    this.ended = { at: this.#clock.now(), error };
    this.#cancelWait?.();
    this.#cancelWatch?.();
    this.start.leg.close();
  }
}
