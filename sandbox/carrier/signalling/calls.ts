import { randomBytes } from 'node:crypto';
import type { Guard } from '../guard.ts';
import type { MonotonicClock } from '../media/ticker.ts';
import { answerOffer } from '../media/webrtc-leg.ts';
import { DeviceCall, type Patience } from './call.ts';
import { type ClientPayload, readParams } from './frames.ts';
import type { Device, HangupError, SignallingHost } from './host.ts';
import { Rings } from './rings.ts';
import type { SignalSocket } from './socket.ts';
import { BAD_OFFER, badFrame, NO_RECONNECT, NO_SUCH_CALL, tokenFault } from './words.ts';

// Long enough for a device that was away (30 s at most) to learn how its call ended.
const REMEMBER_MS = 60_000;

const refuse = (socket: SignalSocket, callsid: string, error: HangupError, voiceeventsid?: string) =>
  socket.send({ type: 'error', payload: { error, callsid, ...(voiceeventsid && { voiceeventsid }) } });

const hangUp = (socket: SignalSocket, callsid: string, error: HangupError | undefined) =>
  socket.send({ type: 'hangup', payload: { callsid, ...(error && { error }) } });

/** A call whose media is being negotiated; the host does not know about it yet. */
type Placing = { readonly socket: SignalSocket; outcome: 'wanted' | 'hung_up' | 'socket_lost' };

/** All calls of all devices: handles the frames that name a call. */
export class DeviceCalls {
  #host: SignallingHost;
  #clock: MonotonicClock;
  #patience: Patience;
  #onlySocketOf: (identity: string) => SignalSocket | undefined;
  /** Calls to devices that nobody has answered yet. */
  readonly rings: Rings;
  #placing = new Map<string, Placing>();
  /** Calls whose answer is being negotiated: the device's frames about them wait for the result. */
  #answering = new Map<string, Promise<boolean>>();
  #calls = new Set<DeviceCall>();
  // Calls that a lost socket ended before the answer: their SDK objects stay busy until they get one.
  #stranded = new Set<DeviceCall>();

  constructor(
    host: SignallingHost,
    clock: MonotonicClock,
    onlySocketOf: (identity: string) => SignalSocket | undefined,
    patience: Patience,
    guard: Guard,
  ) {
    this.#patience = patience;
    this.#host = host;
    this.#clock = clock;
    this.#onlySocketOf = onlySocketOf;
    this.rings = new Rings(start => {
      const call = new DeviceCall(
        { ...start, params: {}, answerSdp: undefined, patience },
        clock,
        gone => gone.callSid && host.deviceHungUp(gone.callSid),
      );
      this.#calls.add(call);
      call.named(start.tempSid);
      return call;
    }, guard);
  }

  async invite(socket: SignalSocket, payload: ClientPayload<'invite'>): Promise<void> {
    const { device } = socket;
    const { callsid } = payload;
    if (!device) hangUp(socket, callsid, tokenFault(socket.expired ? 31205 : 31204));
    else if (payload.reconnect !== undefined) await this.#reconnect(socket, payload, payload.reconnect);
    else if (this.#placing.has(callsid) || this.find(callsid))
      refuse(socket, callsid, badFrame('This call has already been placed.'));
    else await this.#place(socket, device, payload);
  }

  async answer(socket: SignalSocket, { callsid, sdp }: ClientPayload<'answer'>): Promise<void> {
    // Another device was faster, or the caller gave up: this makes the SDK close the call.
    if (!(await this.#answered(callsid, this.rings.answer(socket, callsid, sdp))))
      hangUp(socket, callsid, undefined);
  }

  async hangup(socket: SignalSocket, { callsid }: ClientPayload<'hangup'>): Promise<void> {
    const placing = this.#placing.get(callsid);
    if (placing?.socket === socket) placing.outcome = 'hung_up';
    // The SDK emits `accept` before its answer: a user who hangs up in between never answers (call.ts, onopen).
    else if (this.rings.isRingingAt(socket, callsid)) this.rings.reject(socket, callsid);
    else (await this.#live(socket, callsid))?.deviceHungUp();
  }

  async digits(socket: SignalSocket, { callsid, dtmf }: ClientPayload<'dtmf'>): Promise<void> {
    const sid = (await this.#live(socket, callsid))?.callSid;
    if (sid) this.#host.deviceDigits(sid, dtmf);
  }

  async message(
    socket: SignalSocket,
    { callsid, content, voiceeventsid }: ClientPayload<'message'>,
  ): Promise<void> {
    const sid = (await this.#live(socket, callsid, voiceeventsid))?.callSid;
    if (sid === undefined) return;
    this.#host.deviceMessage(sid, content, voiceeventsid);
    socket.send({ type: 'ack', payload: { acktype: 'message', callsid, voiceeventsid } });
  }

  async reinvite(socket: SignalSocket, { callsid, sdp }: ClientPayload<'reinvite'>): Promise<void> {
    const call = await this.#live(socket, callsid);
    const answer = await call?.media.reinvite(sdp);
    if (!call || call.ended || !answer) return;
    if (!answer.ok) refuse(socket, callsid, BAD_OFFER[answer.error]);
    else call.sayAnswer(socket, answer.value);
  }

  socketLost(socket: SignalSocket): void {
    for (const placing of this.#placing.values())
      if (placing.socket === socket && placing.outcome === 'wanted') placing.outcome = 'socket_lost';
    for (const call of this.#calls) {
      if (call.ended || call.socket !== socket) continue;
      if (!call.answered) this.#stranded.add(call);
      call.socketLost(socket);
    }
  }

  /**
   * Frees a device that lost its socket while its call was ringing: only an answer makes the SDK close such a call.
   * The answer has no reconnect token, because the call is over. If an identity has several devices, it is unknown
   * which one came back, so none is freed.
   */
  freeStranded(identity: string): void {
    const socket = this.#onlySocketOf(identity);
    if (!socket) return;
    for (const call of this.#stranded) {
      if (call.device.identity !== identity) continue;
      this.#stranded.delete(call);
      socket.send({ type: 'answer', payload: { callsid: call.sid, sdp: call.start.answerSdp } });
      hangUp(socket, call.sid, undefined);
    }
  }

  find(sid: string): DeviceCall | undefined {
    for (const call of this.#calls) if (call.callSid === sid || call.start.tempSid === sid) return call;
    return undefined;
  }

  forgetOld(): void {
    for (const call of this.#calls)
      if (call.ended && this.#clock.now() - call.ended.at > REMEMBER_MS) {
        this.#calls.delete(call);
        this.#stranded.delete(call);
      }
  }

  hangUpAll(): void {
    this.rings.cancelAll();
    for (const placing of this.#placing.values()) placing.outcome = 'hung_up';
    for (const call of this.#calls) call.hangup();
  }

  async #place(socket: SignalSocket, device: Device, payload: ClientPayload<'invite'>): Promise<void> {
    const { callsid: tempSid, sdp, twilio } = payload;
    const placing: Placing = { socket, outcome: 'wanted' };
    this.#placing.set(tempSid, placing);
    const offer = await answerOffer(sdp);
    this.#placing.delete(tempSid);
    if (!offer.ok) {
      hangUp(socket, tempSid, BAD_OFFER[offer.error]);
      return;
    }
    const params = readParams(twilio.params);
    const reconnectToken = randomBytes(24).toString('base64url');
    const call = new DeviceCall(
      { tempSid, device, params, ...offer.value, reconnectToken, socket, patience: this.#patience },
      this.#clock,
      gone => gone.callSid && this.#host.deviceHungUp(gone.callSid),
    );
    this.#calls.add(call);
    if (placing.outcome === 'wanted') call.named(this.#host.placed(call));
    else call.deviceHungUp();
    if (placing.outcome !== 'socket_lost') return;
    this.#stranded.add(call);
    this.freeStranded(device.identity);
  }

  async #reconnect(socket: SignalSocket, payload: ClientPayload<'invite'>, token: string): Promise<void> {
    const { callsid } = payload;
    const ringing = this.rings.find(callsid);
    if (ringing) {
      // A device that learned of the call on another socket answers it here.
      const taken =
        ringing.token === token &&
        (await this.#answered(callsid, this.rings.takeOver(socket, callsid, payload.sdp)));
      if (!taken) hangUp(socket, callsid, NO_RECONNECT);
      return;
    }
    const call = this.find(callsid);
    const known = call?.start.reconnectToken === token && call.device.identity === socket.identity;
    if (!call || !known) hangUp(socket, callsid, NO_RECONNECT);
    else if (call.ended) hangUp(socket, callsid, call.ended.error);
    else call.claimedBy(socket);
  }

  async #answered(callsid: string, answering: Promise<boolean>): Promise<boolean> {
    this.#answering.set(callsid, answering);
    try {
      return await answering;
    } finally {
      if (this.#answering.get(callsid) === answering) this.#answering.delete(callsid);
    }
  }

  /**
   * The call, if it is live and belongs to this identity. A call that has just ended gives undefined without a
   * refusal, because the device could not know; anything else is refused.
   */
  async #live(
    socket: SignalSocket,
    callsid: string,
    voiceeventsid?: string,
  ): Promise<DeviceCall | undefined> {
    await this.#answering.get(callsid);
    const call = this.find(callsid);
    if (!call || call.device.identity !== socket.identity)
      refuse(socket, callsid, NO_SUCH_CALL, voiceeventsid);
    else if (!call.ended) return call;
    return undefined;
  }
}
