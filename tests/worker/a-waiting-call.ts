/** An inbound call with a carrier of its own, for exploring: what is known of it, and what is really the case. */
import { env } from 'cloudflare:workers';
import type { Fact } from '../../shared/calls/facts.ts';
import { merge } from '../../shared/calls/machine.ts';
import type { PartyId } from '../../shared/calls/parties.ts';
import { memberParty } from '../../shared/calls/party-view.ts';
import { isOver } from '../../shared/calls/phase.ts';
import { responsibleOf } from '../../shared/calls/responsible.ts';
import { CallSid, MemberId, RoomName } from '../../shared/ids.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import type { Ticket } from '../../worker/calls/call-memory.ts';
import { firstFacts } from '../../worker/calls/first-facts.ts';
import type { InboundAct } from '../../worker/calls/inbound.ts';
import type { Leg } from '../../worker/calls/legs.ts';
import { giveBack } from '../../worker/calls/moves.ts';
import { type InboundSpec, viewOf } from '../../worker/calls/spec.ts';
import { nextSteps, type Plan } from '../../worker/calls/steps/next-steps.ts';
import type { Effect, EffectName, Situation } from '../../worker/calls/steps/situation.ts';
import { SPEC as OUTBOUND } from '../shared/views.ts';

const CUSTOMER = CallSid.parse(`CA${'c'.repeat(32)}`);
export const REPS = ['a', 'b'].map(letter => MemberId.parse(`mem_${letter.repeat(26)}`));
const START = 1_000_000;

const SPEC: InboundSpec = {
  ...OUTBOUND,
  direction: 'inbound',
  room: RoomName.parse(OUTBOUND.room),
  to: E164.parse('+12125550190'),
  from: E164.parse('+12125550100'),
  recordingNotice: undefined,
  customerSid: CUSTOMER,
  openedAt: START,
  ringSeconds: 20,
  next: { kind: 'voicemail' },
  messageWords: '',
};

/** Where somebody really is. `moved`: at the voicemail. */
type Where = 'out' | 'arriving' | 'room' | 'moved' | 'gone';

type Saved = {
  readonly facts: readonly Fact[];
  readonly legs: readonly Leg[];
  readonly effects: Readonly<Partial<Record<EffectName, Effect>>>;
  readonly tickets: readonly Ticket[];
  readonly where: Readonly<Record<string, Where>>;
  readonly now: number;
  readonly failing: 'no' | 'undone' | 'unheard';
  readonly movedWhileArriving: boolean;
};

export class AWaitingCall {
  #saved: Saved;

  constructor(saved?: Saved) {
    this.#saved = saved ?? {
      facts: firstFacts(SPEC),
      legs: [{ party: 'customer', callSid: CUSTOMER }],
      effects: {},
      tickets: [],
      where: { [CUSTOMER]: 'arriving' },
      now: START,
      failing: 'no',
      movedWhileArriving: false,
    };
  }

  copy(): AWaitingCall {
    return new AWaitingCall(this.#saved);
  }

  /** The same for two ways to the same state. */
  key(): string {
    const { facts, effects, ...rest } = this.#saved;
    const sorted = facts.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    return JSON.stringify([sorted, Object.entries(effects).toSorted(), rest]);
  }

  get saved(): Saved {
    return this.#saved;
  }
  get state() {
    return merge(this.#saved.facts);
  }
  get customer(): Where {
    return this.#saved.where[CUSTOMER] ?? 'out';
  }
  /** The legs of reps that are connected. */
  get repsHere(): readonly Leg[] {
    return this.#saved.legs.filter(
      ({ party, callSid }) => party !== 'customer' && this.#is(callSid, 'arriving', 'room'),
    );
  }

  #is(callSid: string, ...places: readonly Where[]): boolean {
    return places.includes(this.#saved.where[callSid] ?? 'out');
  }

  #put(change: Partial<Saved>): void {
    this.#saved = { ...this.#saved, ...change };
  }

  #place(callSid: string, where: Where): void {
    this.#put({ where: { ...this.#saved.where, [callSid]: where } });
  }

  add(...facts: readonly Fact[]): void {
    const known = new Set(this.#saved.facts.map(({ key }) => key));
    this.#put({ facts: [...this.#saved.facts, ...facts.filter(({ key }) => !known.has(key))] });
  }

  get plan(): Plan {
    const { facts, legs, effects, now } = this.#saved;
    const situation: Situation = {
      facts,
      legs,
      effects,
      conferenceSid: 'CF',
      isRecorded: false,
      next: 'voicemail',
    };
    return nextSteps(situation, now);
  }

  /** As LiveCall does it: facts first, then every request that follows from them. */
  goOn(): void {
    for (let turns = 0; turns < 50; turns += 1) {
      const { steps } = this.plan;
      if (steps.length === 0) return;
      const facts = steps.flatMap(step => (step.do === 'record' ? [step.fact] : []));
      if (facts.length > 0) this.add(...facts);
      else for (const step of steps) if (step.do === 'carryOut') this.#carryOut(step.effect);
    }
    throw new Error('The steps never end.');
  }

  #carryOut(effect: EffectName): void {
    const { effects, failing, now } = this.#saved;
    const tries = (effects[effect]?.tries ?? 0) + 1;
    const settle = (state: Effect['state']): void =>
      this.#put({ effects: { ...this.#saved.effects, [effect]: { state, tries, at: now } } });
    this.#put({ failing: 'no' });
    settle('sent');
    if (failing === 'undone') {
      settle('busy');
      return;
    }
    const facts = this.#asCarrier(effect);
    settle(failing === 'unheard' ? 'unknown' : 'done');
    if (failing === 'no') this.add(...facts);
  }

  /** Does what is asked, and answers with what follows from that. */
  #asCarrier(effect: EffectName): readonly Fact[] {
    const { now, legs } = this.#saved;
    const [act, of = ''] = effect.split('/');
    if (act === 'end') {
      this.#place(of, 'gone');
      return [];
    }
    if (act === 'move') {
      if (this.customer === 'gone') return [{ kind: 'caller.hungUp', key: 'caller.hungUp', at: now }];
      if (this.customer === 'arriving' && now < START + 3_000) this.#put({ movedWhileArriving: true });
      this.#place(CUSTOMER, 'moved');
      return [];
    }
    if (act === 'part') this.#place(CUSTOMER, 'gone');
    if (act === 'hold' || act === 'unhold')
      return [
        { kind: 'party.held', key: `${effect}/${now}`, at: now, party: 'customer', on: act === 'hold' },
      ];
    if (act !== 'check') return [];
    return legs.flatMap(({ party, callSid }): Fact[] => {
      const key = `${callSid}/checked`;
      if (this.#is(callSid, 'gone'))
        return [{ kind: 'leg.ended', key, at: now, party, callSid, how: 'completed' }];
      return party !== 'customer' && this.#is(callSid, 'room')
        ? [{ kind: 'room.joined', key, at: now, party, callSid }]
        : [];
    });
  }

  /** What the acts of reps need, as LiveCall has it. */
  act(): InboundAct {
    const memory = {
      facts: () => this.#saved.facts,
      intend: () => undefined,
      settle: () => undefined,
      lastTicket: (party: PartyId) => this.#saved.tickets.findLast(each => each.party === party),
      addTicket: (ticket: string, party: PartyId, expiresAt: number) =>
        this.#put({ tickets: [...this.#saved.tickets, { ticket, party, expiresAt, callSid: null }] }),
    };
    const engine = {
      memory,
      offer: async () => 1,
      goOn: () => this.goOn(),
      view: () => viewOf(SPEC, this.#saved.facts, this.#saved.legs, 0),
      recordAll: (_: unknown, facts: readonly Fact[]) => {
        this.add(...facts);
        this.goOn();
      },
    };
    return { env, engine, spec: SPEC, now: this.#saved.now };
  }

  event(happens: () => void): void {
    happens();
    this.goOn();
  }

  customerJoins(isHeard: boolean): void {
    this.#place(CUSTOMER, 'room');
    if (isHeard) this.add(this.#roomFact('room.joined', 'customer', CUSTOMER));
  }

  customerHangsUp(isHeard: boolean): void {
    const wasInRoom = this.customer === 'room';
    this.#place(CUSTOMER, 'gone');
    if (wasInRoom && isHeard) this.add(this.#roomFact('room.left', 'customer', CUSTOMER));
  }

  /** The device of the rep who is responsible enters with its ticket. */
  deviceEnters(rep: number): void {
    const party = memberParty(this.#saved.facts, REPS[rep] ?? '');
    if (!party || responsibleOf(this.#saved.facts) !== party || isOver(this.state.phase)) return;
    const { legs, now } = this.#saved;
    if (legs.some(leg => leg.party === party && this.#is(leg.callSid, 'arriving', 'room'))) return;
    const callSid = CallSid.parse(`CA${String(legs.length).repeat(32)}`);
    this.#put({ legs: [...legs, { party, callSid }] });
    this.#place(callSid, 'arriving');
    this.add({ kind: 'leg.initiated', key: `${callSid}/admitted`, at: now, party, callSid });
  }

  repJoins({ party, callSid }: Leg, isHeard: boolean): void {
    this.#place(callSid, 'room');
    if (isHeard) this.add(this.#roomFact('room.joined', party, callSid));
  }

  repLeaves({ party, callSid }: Leg): void {
    this.#place(callSid, 'gone');
    this.add(this.#roomFact('room.left', party, callSid));
  }

  /** The same rule as LiveCall's. */
  repHangsUp(rep: number): void {
    const { facts, now } = this.#saved;
    const party = memberParty(facts, REPS[rep] ?? '');
    if (!party || responsibleOf(facts) !== party || isOver(this.state.phase)) return;
    this.add(
      this.state.answeredAt === undefined
        ? giveBack(facts, 'voicemail', now)
        : { kind: 'rep.hungUp', key: 'rep.hungUp', at: now, party },
    );
  }

  fails(how: Saved['failing']): void {
    this.#put({ failing: how });
  }

  /** Waits until something is due. False if nothing ever is. */
  waits(): boolean {
    const { wakeAt } = this.plan;
    if (wakeAt === undefined) return false;
    this.#put({ now: wakeAt });
    return true;
  }

  #roomFact(kind: 'room.joined' | 'room.left', party: PartyId, callSid: CallSid): Fact {
    return { kind, key: `${callSid}/${kind}`, at: this.#saved.now, party, callSid };
  }
}
