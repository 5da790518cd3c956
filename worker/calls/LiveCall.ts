/**
 * One call, and the only writer of its state: stores the facts, carries out the steps that follow from them, updates
 * the record (D1) and the rep's phone (Switchboard). Nothing is held in memory only; every wait is an alarm.
 */
import { DurableObject } from 'cloudflare:workers';
import type { CallView } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import type { PartyId } from '../../shared/calls/parties.ts';
import { memberParty, openingOf } from '../../shared/calls/party-view.ts';
import { isOver } from '../../shared/calls/phase.ts';
import type { CallSid, MemberId, WorkspaceId } from '../../shared/ids.ts';
import type { DeviceFact } from '../../shared/presence/contract.ts';
import { drain } from '../jobs/index.ts';
import { log } from '../log.ts';
import { switchboardOf } from '../objects.ts';
import { systemClock } from '../platform.ts';
import type { CallEvent, RoomEvent } from '../twilio/index.ts';
import { type Admission, admittedLeg, type Rejoin, type RepStatement, rejoinOf } from './admission.ts';
import { CallMemory } from './call-memory.ts';
import { attempt } from './carry-out.ts';
import { factOfCall, factOfDevice, factOfPhone, factOfRoom, type PhoneNews } from './facts-of.ts';
import { legOf, legsOf, partyOf } from './legs.ts';
import { forgetAt } from './retention.ts';
import { type CallSpec, type OutboundSpec, viewOf } from './spec.ts';
import { nextSteps, type Plan } from './steps/next-steps.ts';
import type { EffectName } from './steps/situation.ts';
import { project } from './store.ts';

const RETRY_MS = 2_000;

export class LiveCall extends DurableObject<Env> {
  readonly #memory: CallMemory;
  readonly #clock = systemClock;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#memory = new CallMemory(state.storage);
  }

  /** Opens the call once; a repeated request gets the call as it was first opened. Null if the claim has expired. */
  async open(wanted: OutboundSpec, openBefore: number): Promise<{ call: CallView; ticket: string } | null> {
    const known = this.#memory.spec();
    if (!known && this.#clock.now() >= openBefore) return null;
    if (!known) this.#memory.open(wanted);
    const spec = known ?? wanted;
    if (spec.direction === 'inbound') return null;
    this.#goOn();
    return { call: this.#view(spec), ticket: spec.ticket };
  }

  /** Null for a call that was never opened or belongs to another workspace. */
  async view(workspaceId: WorkspaceId): Promise<CallView | null> {
    const spec = this.#specOf(workspaceId);
    return spec ? this.#view(spec) : null;
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
    const now = this.#clock.now();
    const presented = { ticket, callSid, now, isCallOver: isOver(this.#view(spec).phase) };
    const before = legsOf(this.#memory.legs(), ticket.party);
    const leg = admittedLeg(this.#memory.facts(), before, presented);
    if (!leg) return null;
    if (leg.isNew) {
      const { party } = ticket;
      this.#memory.useTicket(secret, callSid);
      this.#memory.addLeg(party, callSid);
      this.#record(spec, { kind: 'leg.initiated', party, callSid, key: `${callSid}/admitted`, at: now });
    }
    return { spec, label: leg.label };
  }

  /** A ticket for a rep who dropped out of a live call. Null for a call that is not this member's. */
  async rejoin(workspaceId: WorkspaceId, memberId: MemberId): Promise<Rejoin | null> {
    const mine = this.#partyOf(workspaceId, memberId);
    if (!mine) return null;
    const { spec, party } = mine;
    // Due steps come first: a late alarm must not let the rep back in after the time to rejoin is up.
    this.#goOn();
    return rejoinOf(this.#memory, { spec, party, call: this.#view(spec) }, this.#clock.now());
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
    this.#record(spec, factOfRoom(event, party, event.Timestamp ?? this.#clock.now()));
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
    this.#record(spec, factOfCall(event, party, Timestamp ?? this.#clock.now()));
  }

  /** Records a fact that only a member's device knows. */
  async hearDevice(workspaceId: WorkspaceId, memberId: MemberId, fact: DeviceFact): Promise<void> {
    const mine = this.#partyOf(workspaceId, memberId);
    if (!mine) return;
    const { spec, party } = mine;
    const { phase, answeredAt, responsible } = this.#view(spec);
    // A failed device ends an unanswered call. After the answer the customer is held until the rep is lost for good.
    const isMoot = answeredAt !== undefined || responsible !== party;
    if (isOver(phase) || (fact.kind === 'device.failed' && isMoot)) return;
    this.#record(spec, factOfDevice(fact, party, this.#clock.now()));
  }

  /** Records the state of a member's phone. Once it is signed out, leaving the room counts as hanging up. */
  async hearPhone(workspaceId: WorkspaceId, memberId: MemberId, news: PhoneNews): Promise<void> {
    const mine = this.#partyOf(workspaceId, memberId);
    if (!mine || isOver(this.#view(mine.spec).phase)) return;
    this.#record(mine.spec, factOfPhone(news, mine.party, this.#clock.now()));
  }

  /** Records a statement about a member's own call. Null for a call that is not this member's. */
  async hearRep(workspaceId: WorkspaceId, memberId: MemberId, kind: RepStatement): Promise<CallView | null> {
    const mine = this.#partyOf(workspaceId, memberId);
    if (!mine) return null;
    const { spec, party } = mine;
    const fact: Fact = { kind, key: kind, at: this.#clock.now(), party };
    if (!isOver(this.#view(spec).phase)) this.#record(spec, fact);
    return this.#view(spec);
  }

  /** The notice the contact hears before they are recorded; null if the call is not recorded. */
  async notice(workspaceId: WorkspaceId): Promise<string | null> {
    return this.#specOf(workspaceId)?.recordingNotice ?? null;
  }

  /** The platform abandons an alarm that throws a few times, so this one never throws and is always set again. */
  override async alarm(): Promise<void> {
    try {
      const spec = this.#memory.spec();
      if (spec && this.#forgetAt(spec) <= this.#clock.now()) await this.#memory.forget();
      else await this.#advance();
    } catch (error) {
      log.error('calls.alarm', { callId: this.#memory.spec()?.callId, error });
      await this.ctx.storage.setAlarm(this.#clock.now() + RETRY_MS);
    }
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

  #view(spec: CallSpec): CallView {
    return viewOf(spec, this.#memory.facts(), this.#memory.legs(), this.#memory.replaced());
  }

  /** The carrier's times are in whole seconds, so they are clamped: no fact can be earlier than the dial itself. */
  #record(spec: CallSpec, fact: Fact | undefined): void {
    if (fact) this.#memory.addFact({ ...fact, at: Math.max(fact.at, spec.openedAt) });
    this.#goOn();
  }

  /** Advances without keeping the caller waiting; the alarm takes over if this object is stopped in the meantime. */
  #goOn(): void {
    this.ctx.waitUntil(this.#advance());
  }

  /** Decides and writes every intent before the first await, so that concurrent runs never do the same thing. */
  async #advance(): Promise<void> {
    const spec = this.#memory.spec();
    if (!spec) return;
    const effects = this.#decide(spec);
    const done = effects.map(effect => this.#carryOut(spec, effect));
    await Promise.all([this.#setAlarm(spec), this.#publish(spec), ...done]);
  }

  #decide(spec: CallSpec): readonly EffectName[] {
    for (;;) {
      const { steps } = this.#plan(spec);
      const facts = steps.flatMap(step => (step.do === 'record' ? [step.fact] : []));
      if (facts.length === 0) {
        const effects = steps.flatMap(step => (step.do === 'carryOut' ? [step.effect] : []));
        for (const effect of effects) this.#memory.intend(effect, this.#clock.now());
        return effects;
      }
      for (const fact of facts) this.#memory.addFact(fact);
    }
  }

  async #carryOut(spec: CallSpec, effect: EffectName): Promise<void> {
    const context = { env: this.env, spec, situation: this.#memory.situation(spec), now: this.#clock.now };
    const result = await attempt(context, effect);
    this.#memory.settle(effect, result.state);
    if (result.leg) this.#memory.addLeg(result.leg.party, result.leg.callSid);
    if (result.conference && this.#memory.mark('conference') === undefined)
      this.#memory.setMark('conference', result.conference);
    for (const fact of result.facts ?? [])
      this.#memory.addFact({ ...fact, at: Math.max(fact.at, spec.openedAt) });
    await this.#advance();
  }

  /** Sends the current view to the record and the phone. Both keep the highest version, so repeats are harmless. */
  async #publish(spec: CallSpec): Promise<void> {
    const view = this.#view(spec);
    if (view.version <= this.#memory.published()) return;
    try {
      await Promise.all([
        project(this.env, spec, view, this.#memory.legs(), this.#memory.facts()),
        switchboardOf(this.env, spec.workspaceId).callChanged(spec.workspaceId, view),
      ]);
      this.#memory.setPublished(view.version);
      // The recording, if there is one, is fetched without waiting for the next minute's cron.
      if (spec.recordingNotice && isOver(view.phase)) await drain(this.env, this.#clock);
    } catch (error) {
      log.warn('calls.publish', { callId: spec.callId, error });
    }
    await this.#setAlarm(spec);
  }

  #plan(spec: CallSpec): Plan {
    return nextSteps(this.#memory.situation(spec), this.#clock.now());
  }

  #forgetAt(spec: CallSpec): number {
    return forgetAt(this.#view(spec), this.#plan(spec), this.#memory.published());
  }

  async #setAlarm(spec: CallSpec): Promise<void> {
    const { steps, wakeAt = Number.POSITIVE_INFINITY } = this.#plan(spec);
    const isDirty = steps.length > 0 || this.#view(spec).version > this.#memory.published();
    const again = isDirty ? this.#clock.now() + RETRY_MS : Number.POSITIVE_INFINITY;
    const at = Math.min(wakeAt, again, this.#forgetAt(spec));
    if (Number.isFinite(at)) await this.ctx.storage.setAlarm(at);
    else await this.ctx.storage.deleteAlarm();
  }
}
