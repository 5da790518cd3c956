/** One call, and the only writer of its state: whoever knows something of the call says it here. */
import { DurableObject } from 'cloudflare:workers';
import type { CallContact, CallView } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import type { PartyId } from '../../shared/calls/parties.ts';
import { memberParty, openingOf } from '../../shared/calls/party-view.ts';
import { isOver } from '../../shared/calls/phase.ts';
import type { CallSid, MemberId, WorkspaceId } from '../../shared/ids.ts';
import type { DeviceFact } from '../../shared/presence/client-frames.ts';
import { systemClock } from '../platform.ts';
import type { CallEvent, RoomEvent } from '../twilio/index.ts';
import { type Admission, admittedLeg, type Rejoin, type RepStatement, rejoinOf } from './admission.ts';
import { CallEngine } from './call-engine.ts';
import type { CallMemory } from './call-memory.ts';
import { counts, factOfCall, factOfDevice, factOfPhone, factOfRoom, type PhoneNews } from './facts-of.ts';
import {
  type Answered,
  type Arrival,
  answer,
  arrive,
  arriveAgain,
  type ForwardEnd,
  forwardAccepted,
  forwardEnded,
  giveUp,
  hearForward,
  isWaiting,
  type Message,
  messageLeft,
} from './inbound.ts';
import { legOf, legsOf, partyOf } from './legs.ts';
import { giveBack } from './moves.ts';
import type { CallSpec, InboundSpec, OutboundSpec } from './spec.ts';

export class LiveCall extends DurableObject<Env> {
  readonly #engine: CallEngine;
  readonly #memory: CallMemory;
  readonly #clock = systemClock;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#engine = new CallEngine(state, () => this.env);
    this.#memory = this.#engine.memory;
  }

  /** Opens the call once; a repeated request gets the call as it was first opened. Null if the claim has expired. */
  async open(wanted: OutboundSpec, openBefore: number): Promise<{ call: CallView; ticket: string } | null> {
    const known = this.#memory.spec();
    if (!known && this.#clock.now() >= openBefore) return null;
    if (!known) this.#memory.open(wanted);
    const spec = known ?? wanted;
    if (spec.direction === 'inbound') return null;
    this.#engine.goOn();
    return { call: this.#engine.view(spec), ticket: spec.ticket };
  }

  /** A caller has arrived. Opens the call once, whoever reports it; the TwiML for the caller's leg. */
  async arrive(wanted: InboundSpec, how: Arrival): Promise<string> {
    const isNew = !this.#memory.spec();
    if (isNew) this.#memory.open(wanted);
    const of = this.#inbound(wanted.workspaceId);
    if (!of) throw new Error('An inbound call and a dialled one have the same id.');
    return isNew ? arrive(of, how) : arriveAgain(of, how);
  }

  /** A rep answers; the Switchboard has decided that they were first. Null for a call that is not known here. */
  async answer(
    workspaceId: WorkspaceId,
    memberId: MemberId,
    contact: CallContact | undefined,
  ): Promise<Answered | null> {
    const of = this.#inbound(workspaceId);
    return of ? answer(of, memberId, contact) : null;
  }

  /** The reps give the caller up. False for a call that is not known here. */
  async giveUp(workspaceId: WorkspaceId, why: 'declined' | 'to_voicemail'): Promise<boolean> {
    const of = this.#inbound(workspaceId);
    if (of) giveUp(of, why);
    return of !== undefined;
  }

  /** The person the caller is forwarded to accepts. False if the caller is no longer being forwarded. */
  async forwardAccepted(workspaceId: WorkspaceId): Promise<boolean> {
    const of = this.#inbound(workspaceId);
    return of !== undefined && forwardAccepted(of);
  }

  /** What the leg to the Forward Number does. The caller's leg once it is over, undefined until then. */
  async hearForward(workspaceId: WorkspaceId, event: CallEvent): Promise<CallSid | undefined> {
    const of = this.#inbound(workspaceId);
    return of && hearForward(of, event);
  }

  /** The TwiML for a caller who was forwarded; null for a call that is not known here. */
  async forwardEnded(workspaceId: WorkspaceId, end: ForwardEnd): Promise<string | null> {
    const of = this.#inbound(workspaceId);
    return of ? forwardEnded(of, end) : null;
  }

  /** The caller has left a message. False for a call that is not known here. */
  async messageLeft(workspaceId: WorkspaceId, message: Message): Promise<boolean> {
    const of = this.#inbound(workspaceId);
    if (of) messageLeft(of, message);
    return of !== undefined;
  }

  /** Null for a call that was never opened or belongs to another workspace. */
  async view(workspaceId: WorkspaceId): Promise<CallView | null> {
    const spec = this.#specOf(workspaceId);
    return spec ? this.#engine.view(spec) : null;
  }

  /** Admits a member's leg to the room. Null if the ticket does not admit this leg. */
  async admit(
    workspaceId: WorkspaceId,
    memberId: string,
    callSid: CallSid,
    secret: string,
  ): Promise<Admission | null> {
    const spec = this.#specOf(workspaceId);
    const ticket = spec && this.#memory.ticket(secret);
    if (!spec || !ticket || memberParty(this.#memory.facts(), memberId) !== ticket.party) return null;
    // An inbound call admits the rep who has it, not one from whom it was taken back.
    if (spec.direction === 'inbound' && this.#engine.view(spec).responsible !== ticket.party) return null;
    const now = this.#clock.now();
    const presented = { ticket, callSid, now, isCallOver: isOver(this.#engine.view(spec).phase) };
    const before = legsOf(this.#memory.legs(), ticket.party);
    const leg = admittedLeg(this.#memory.facts(), before, presented);
    if (!leg) return null;
    if (leg.isNew) {
      const { party } = ticket;
      this.#memory.useTicket(secret, callSid);
      this.#memory.addLeg(party, callSid);
      this.#engine.record(spec, {
        kind: 'leg.initiated',
        party,
        callSid,
        key: `${callSid}/admitted`,
        at: now,
      });
    }
    return { spec, label: leg.label };
  }

  /** A ticket for a rep who dropped out of a live call. Null for a call that is not this member's. */
  async rejoin(workspaceId: WorkspaceId, memberId: MemberId): Promise<Rejoin | null> {
    const mine = this.#partyOf(workspaceId, memberId);
    if (!mine) return null;
    const { spec, party } = mine;
    // Due steps come first: a late alarm must not let the rep back in after the time to rejoin is up.
    this.#engine.goOn();
    return rejoinOf(this.#memory, { spec, party, call: this.#engine.view(spec) }, this.#clock.now());
  }

  /** Records the room's events. Events of a leg that does not belong to this call are ignored. */
  async hearRoom(workspaceId: WorkspaceId, event: RoomEvent): Promise<void> {
    const spec = this.#specOf(workspaceId);
    if (!spec || event.AccountSid !== spec.accountSid || event.FriendlyName !== spec.room) return;
    const legs = this.#memory.legs();
    const party = partyOf(legs, event.CallSid ?? legOf(legs, 'customer'));
    if (!party) return;
    if (!this.#memory.mark('conference')) this.#memory.setMark('conference', event.ConferenceSid);
    if (this.#memory.mark('conference') !== event.ConferenceSid) return;
    this.#engine.record(spec, factOfRoom(event, party, event.Timestamp ?? this.#clock.now()));
  }

  /** Records the events of a telephone's leg. The first supplies the SID if the reply to its creation was lost. */
  async hearLeg(workspaceId: WorkspaceId, party: PartyId, event: CallEvent): Promise<void> {
    const spec = this.#specOf(workspaceId);
    const number = openingOf(this.#memory.facts(), party)?.number;
    if (!spec || event.AccountSid !== spec.accountSid || number === undefined || event.To !== number) return;
    const { CallSid: callSid, Timestamp } = event;
    const bring = this.#memory.effects()[`bring/${party}`];
    if (!partyOf(this.#memory.legs(), callSid) && bring && bring.state !== 'refused')
      this.#memory.addLeg(party, callSid);
    if (partyOf(this.#memory.legs(), callSid) !== party) return;
    this.#engine.record(spec, factOfCall(event, party, Timestamp ?? this.#clock.now()));
  }

  /** Records what a member's device reports. Null for a call that is not this member's. */
  async hearDevice(workspaceId: WorkspaceId, memberId: MemberId, fact: DeviceFact): Promise<CallView | null> {
    const mine = this.#partyOf(workspaceId, memberId);
    if (!mine) return null;
    const { spec, party } = mine;
    const view = this.#engine.view(spec);
    if (fact.kind === 'device.failed' && view.responsible === party && isWaiting(spec, view))
      this.#engine.record(spec, giveBack(this.#memory.facts(), spec.next.kind, this.#clock.now()));
    else if (counts(fact, party, view))
      this.#engine.record(spec, factOfDevice(fact, party, this.#clock.now()));
    return this.#engine.view(spec);
  }

  /** Records the state of a member's phone. Once it is signed out, leaving the room counts as hanging up. */
  async hearPhone(workspaceId: WorkspaceId, memberId: MemberId, news: PhoneNews): Promise<void> {
    const mine = this.#partyOf(workspaceId, memberId);
    if (!mine || isOver(this.#engine.view(mine.spec).phase)) return;
    this.#engine.record(mine.spec, factOfPhone(news, mine.party, this.#clock.now()));
  }

  /**
   * Records a statement about a member's own call; only the rep who is responsible can make one. A rep who hangs up
   * before they are in the room gives the caller back. Null for a call that is not this member's. */
  async hearRep(workspaceId: WorkspaceId, memberId: MemberId, kind: RepStatement): Promise<CallView | null> {
    const mine = this.#partyOf(workspaceId, memberId);
    if (!mine) return null;
    const { spec, party } = mine;
    const view = this.#engine.view(spec);
    if (isOver(view.phase) || view.responsible !== party) return view;
    const at = this.#clock.now();
    const fact: Fact =
      isWaiting(spec, view) && kind !== 'recording.stopAsked'
        ? giveBack(this.#memory.facts(), spec.next.kind, at)
        : { kind, key: kind, at, party };
    this.#engine.record(spec, fact);
    return this.#engine.view(spec);
  }

  /** The notice the contact hears before they are recorded; null if the call is not recorded. */
  async notice(workspaceId: WorkspaceId): Promise<string | null> {
    return this.#specOf(workspaceId)?.recordingNotice ?? null;
  }

  override alarm(): Promise<void> {
    return this.#engine.wake();
  }

  #inbound(workspaceId: WorkspaceId) {
    const spec = this.#specOf(workspaceId);
    return spec?.direction === 'inbound'
      ? { env: this.env, engine: this.#engine, spec, now: this.#clock.now() }
      : undefined;
  }

  #specOf(workspaceId: WorkspaceId): CallSpec | undefined {
    const spec = this.#memory.spec();
    return spec?.workspaceId === workspaceId ? spec : undefined;
  }

  /** The call and the party of this member in it; undefined for somebody who is not in this call. */
  #partyOf(workspaceId: WorkspaceId, memberId: MemberId): { spec: CallSpec; party: PartyId } | undefined {
    const spec = this.#specOf(workspaceId);
    const party = spec && memberParty(this.#memory.facts(), memberId);
    return party && { spec, party };
  }
}
