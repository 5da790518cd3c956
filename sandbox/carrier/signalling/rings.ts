import { randomBytes } from 'node:crypto';
import type { Guard } from '../guard.ts';
import { answerOffer, type OfferedLeg, offerLeg } from '../media/webrtc-leg.ts';
import type { CallStart, DeviceCall } from './call.ts';
import { writeParams } from './frames.ts';
import type { DeviceInvite, DeviceRing } from './host.ts';
import type { SignalSocket } from './socket.ts';
import { BAD_OFFER } from './words.ts';

type Ringing = {
  readonly identity: string;
  readonly invite: DeviceInvite;
  /** The token with which a device of the same identity takes over the call. */
  readonly token: string;
  /** One offer for every device: the first to answer gets the call. Undefined while the offer is being created. */
  offer: OfferedLeg | undefined;
  /** The sockets the call rings on. */
  readonly sockets: Set<SignalSocket>;
};

/** Creates the call from an answered ring. */
export type Answered = (
  start: Pick<CallStart, 'tempSid' | 'device' | 'leg' | 'reconnectToken' | 'socket'>,
) => DeviceCall;

/** Calls to devices, until one device answers or the ringing ends. A call rings on every device of its identity. */
export class Rings {
  #answered: Answered;
  #guard: Guard;
  #ringing = new Map<string, Ringing>();

  constructor(answered: Answered, guard: Guard) {
    this.#answered = answered;
    this.#guard = guard;
  }

  find(callSid: string): { readonly token: string } | undefined {
    return this.#ringing.get(callSid);
  }

  ring(identity: string, sockets: readonly SignalSocket[], invite: DeviceInvite): DeviceRing {
    const token = randomBytes(24).toString('base64url');
    const ringing: Ringing = { identity, invite, token, offer: undefined, sockets: new Set(sockets) };
    this.#ringing.set(invite.callSid, ringing);
    const offered = offerLeg().then(offer => {
      if (this.#ringing.get(invite.callSid) !== ringing) {
        offer.leg.close();
        return;
      }
      ringing.offer = offer;
      for (const socket of ringing.sockets) this.#invite(ringing, socket);
    });
    this.#guard.detach(offered);
    return { cancel: () => this.#end(invite.callSid) };
  }

  /** A device has (re)registered: the SDK forgets a ringing call with its socket, so the invite is sent again. */
  registered(socket: SignalSocket): void {
    for (const ringing of this.#ringing.values()) {
      if (ringing.identity !== socket.identity || ringing.sockets.has(socket)) continue;
      ringing.sockets.add(socket);
      this.#invite(ringing, socket);
    }
  }

  /** A lost socket does not count as declining: the device may come back while the call rings. */
  gone(socket: SignalSocket): void {
    for (const ringing of this.#ringing.values()) ringing.sockets.delete(socket);
  }

  /** False when the call no longer rings. */
  async answer(socket: SignalSocket, callSid: string, answerSdp: string): Promise<boolean> {
    const ringing = this.#of(socket, callSid);
    if (!ringing?.offer) return false;
    const { offer } = ringing;
    this.#take(ringing, socket);
    const accepted = await offer.accept(answerSdp);
    if (accepted.ok) this.#connect(ringing, socket, offer.leg);
    else this.#refuse(ringing, socket, BAD_OFFER[accepted.error]);
    return true;
  }

  /** A device that learned of the call through another device answers with its own offer. */
  async takeOver(socket: SignalSocket, callSid: string, offerSdp: string): Promise<boolean> {
    const ringing = this.#ringing.get(callSid);
    if (!ringing || ringing.identity !== socket.identity) return false;
    ringing.offer?.leg.close();
    this.#take(ringing, socket);
    const offer = await answerOffer(offerSdp);
    if (!offer.ok) this.#refuse(ringing, socket, BAD_OFFER[offer.error]);
    else this.#connect(ringing, socket, offer.value.leg, offer.value.answerSdp);
    return true;
  }

  isRingingAt(socket: SignalSocket, callSid: string): boolean {
    return this.#of(socket, callSid) !== undefined;
  }

  /** If one device declines, the others keep ringing. */
  reject(socket: SignalSocket, callSid: string): void {
    const ringing = this.#of(socket, callSid);
    if (!ringing) return;
    ringing.sockets.delete(socket);
    if (ringing.sockets.size > 0) return;
    this.#end(callSid);
    ringing.invite.rejected();
  }

  cancelAll(): void {
    for (const callSid of [...this.#ringing.keys()]) this.#end(callSid);
  }

  #of(socket: SignalSocket, callSid: string): Ringing | undefined {
    const ringing = this.#ringing.get(callSid);
    return ringing?.sockets.has(socket) ? ringing : undefined;
  }

  #invite({ offer, invite, token }: Ringing, socket: SignalSocket): void {
    if (!offer) return;
    const custom: Record<string, string> =
      Object.keys(invite.custom).length > 0 ? { Params: writeParams(invite.custom) } : {};
    socket.send({
      type: 'invite',
      payload: {
        callsid: invite.callSid,
        sdp: offer.offerSdp,
        reconnect: token,
        parameters: { ...invite.parameters, CallSid: invite.callSid, ...custom },
      },
    });
  }

  /** From now on the call belongs to this socket; all other devices stop ringing. */
  #take(ringing: Ringing, taker: SignalSocket): void {
    const { callSid } = ringing.invite;
    this.#ringing.delete(callSid);
    for (const socket of ringing.sockets)
      if (socket !== taker) socket.send({ type: 'cancel', payload: { callsid: callSid } });
  }

  #connect({ invite, token }: Ringing, socket: SignalSocket, leg: CallStart['leg'], sdp?: string): void {
    const { device } = socket;
    if (!device) {
      leg.close();
      invite.rejected();
      return;
    }
    const call = this.#answered({ tempSid: invite.callSid, device, leg, reconnectToken: token, socket });
    call.answeredByDevice(sdp);
    invite.answered(call);
  }

  #refuse({ invite }: Ringing, socket: SignalSocket, error: { code: number; message: string }): void {
    socket.send({ type: 'hangup', payload: { callsid: invite.callSid, error } });
    invite.rejected();
  }

  #end(callSid: string): void {
    const ringing = this.#ringing.get(callSid);
    if (!ringing) return;
    this.#ringing.delete(callSid);
    ringing.offer?.leg.close();
    for (const socket of ringing.sockets) socket.send({ type: 'cancel', payload: { callsid: callSid } });
  }
}
