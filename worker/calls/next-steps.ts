/**
 * What a call needs next, given its facts, its legs and what was tried already. Pure: LiveCall carries it out.
 * The law of the house is here: a customer is rung only while a rep is in the room, and at most once.
 */
import { type Fact, isOver, type Leg, merge } from '../../shared/calls/machine.ts';

export type EffectName = 'create.customer' | 'hold.customer' | 'end.customer' | 'end.rep' | 'check';

/** An intent row. `sent` is written before the request leaves; `unknown` means nobody knows whether it arrived. */
export type Effect = {
  readonly state: 'sent' | 'done' | 'refused' | 'unknown';
  readonly tries: number;
  /** When it was last tried, milliseconds UTC. */
  readonly at: number;
};

export type Situation = {
  readonly facts: readonly Fact[];
  readonly legs: Readonly<Partial<Record<Leg, string>>>;
  readonly conferenceSid: string | undefined;
  readonly ticketExpiresAt: number;
  readonly effects: Readonly<Partial<Record<EffectName, Effect>>>;
};

export type Step =
  | { readonly do: 'record'; readonly fact: Fact }
  | { readonly do: 'carryOut'; readonly effect: EffectName };

export type Plan = {
  readonly steps: readonly Step[];
  /** When to look again, milliseconds UTC; undefined when nothing is left to wait for. */
  readonly wakeAt: number | undefined;
};

const ARRIVAL_MS = 30_000;
const REJOIN_MS = 45_000;
// A hang-up that is said travels beside the leave it causes; nobody has answered yet, so little is lost by waiting.
const LEFT_UNANSWERED_MS = 3_000;
const CREATE_LOST_MS = 40_000;
const CHECK_RINGING_MS = 45_000;
const CHECK_TALKING_MS = 120_000;
const LONGEST_BACKOFF_MS = 300_000;
const MOST_TRIES = 40;

type Due = { readonly at: number; readonly step: Step };

const backoffMs = (tries: number): number => Math.min(2 ** tries * 1000, LONGEST_BACKOFF_MS);

const timeOf = (facts: readonly Fact[], kind: Fact['kind'], leg: Leg): number | undefined => {
  const times = facts
    .filter(fact => fact.kind === kind && 'leg' in fact && fact.leg === leg)
    .map(each => each.at);
  return times.length > 0 ? Math.min(...times) : undefined;
};

/** When a leg was last known to go: it left the room or ended. A leg that left does not come back. */
const goneAt = (facts: readonly Fact[], leg: Leg): number | undefined => {
  const times = [timeOf(facts, 'room.left', leg), timeOf(facts, 'leg.ended', leg)].filter(
    at => at !== undefined,
  );
  return times.length > 0 ? Math.min(...times) : undefined;
};

const again = (effect: Effect | undefined): number | undefined =>
  effect === undefined
    ? 0
    : effect.state === 'done' || effect.tries >= MOST_TRIES
      ? undefined
      : effect.at + backoffMs(effect.tries);

/** After the end: no leg of ours stays up. A leg that only becomes known now is ended too. */
const endings = ({ facts, legs, effects }: Situation): Due[] => {
  const due: Due[] = [];
  for (const leg of ['customer', 'rep'] as const) {
    const effect = `end.${leg}` as const;
    const gone = leg === 'rep' ? goneAt(facts, leg) : timeOf(facts, 'leg.ended', leg);
    const at = again(effects[effect]);
    if (legs[leg] && gone === undefined && at !== undefined)
      due.push({ at, step: { do: 'carryOut', effect } });
  }
  return due;
};

const lost = (at: number): Due => ({
  at,
  step: { do: 'record', fact: { kind: 'rep.lost', key: 'rep.lost', at } },
});

const ofRep = (situation: Situation, answered: boolean): Due[] => {
  const { facts, legs, effects, conferenceSid, ticketExpiresAt } = situation;
  if (!legs.rep) {
    const at = ticketExpiresAt;
    return [{ at, step: { do: 'record', fact: { kind: 'ticket.expired', key: 'ticket.expired', at } } }];
  }
  const left = goneAt(facts, 'rep');
  if (left === undefined) {
    const joined = timeOf(facts, 'room.joined', 'rep');
    if (joined === undefined) {
      const entered = timeOf(facts, 'leg.initiated', 'rep');
      return entered === undefined ? [] : [lost(entered + ARRIVAL_MS)];
    }
    return effects['create.customer'] ? [] : [{ at: 0, step: { do: 'carryOut', effect: 'create.customer' } }];
  }
  const due = [lost(left + (answered ? REJOIN_MS : LEFT_UNANSWERED_MS))];
  const holdAt = again(effects['hold.customer']);
  if (answered && legs.customer && conferenceSid && holdAt !== undefined)
    due.push({ at: holdAt, step: { do: 'carryOut', effect: 'hold.customer' } });
  return due;
};

/** A row that waits is never left alone: missing webhooks are made good by asking the carrier. */
const ofCustomer = ({ facts, legs, effects }: Situation, answered: boolean): Due[] => {
  const create = effects['create.customer'];
  if (!create) return [];
  if (!legs.customer) {
    const at = create.at + CREATE_LOST_MS;
    const fact: Fact = { kind: 'create.refused', key: 'create.lost', at, reason: 'carrier_error' };
    return [{ at, step: { do: 'record', fact } }];
  }
  const seen = Math.max(create.at, effects.check?.at ?? 0, ...facts.map(fact => fact.at));
  const at = seen + (answered ? CHECK_TALKING_MS : CHECK_RINGING_MS);
  return [{ at, step: { do: 'carryOut', effect: 'check' } }];
};

export const nextSteps = (situation: Situation, now: number): Plan => {
  const state = merge(situation.facts);
  const answered = state.answeredAt !== undefined;
  const due = isOver(state.phase)
    ? endings(situation)
    : [...ofRep(situation, answered), ...ofCustomer(situation, answered)];
  const later = due.filter(each => each.at > now).map(each => each.at);
  return {
    steps: due.filter(each => each.at <= now).map(each => each.step),
    wakeAt: later.length > 0 ? Math.min(...later) : undefined,
  };
};
