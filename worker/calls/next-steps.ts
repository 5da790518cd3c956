/**
 * What a call needs next, given its facts, its legs and what was tried already. Pure: LiveCall carries it out.
 * The most important rule is enforced here: a customer is rung only while a rep is in the room, and at most once.
 */
import { type Fact, isOver, merge } from '../../shared/calls/machine.ts';
import { presenceOf, REJOIN_MS } from '../../shared/calls/rep-presence.ts';
import { recordingEndings, recordingSteps } from './recording-steps.ts';
import {
  after,
  again,
  carryOutAt,
  type Due,
  type Effect,
  goneAt,
  IN_FLIGHT_MS,
  type Situation,
  type Step,
} from './situation.ts';

export type Plan = {
  readonly steps: readonly Step[];
  /** When to look again, milliseconds UTC; undefined when nothing is left to wait for. */
  readonly wakeAt: number | undefined;
};

const ARRIVAL_MS = 30_000;
const REJOIN_ARRIVAL_MS = 15_000;
const LOOK_FOR_ARRIVAL_MS = 5_000;
// A hang-up and the room's leave event it causes arrive separately. Before an answer, little is lost by waiting.
const LEFT_UNANSWERED_MS = 3_000;
// A silent phone may come back, but a customer must not answer into an empty room.
const SILENT_UNANSWERED_MS = 10_000;
const CREATE_LOST_MS = 40_000;
// A busy carrier is asked again for as long as a rep would wait.
const BUSY_FOR_MS = 25_000;
const BUSY_LEAST_MS = 500;
const BUSY_MOST_MS = 4_000;
const FIND_EVERY_MS = 10_000;
const FIND_FOR_MS = 180_000;
// No call is shown as "in call" for more than a minute after its end, even if every webhook was lost.
const CHECK_EVERY_MS = 45_000;
const CHECK_AGAIN_MS = 8_000;
// The parting words take a few seconds; the leg is ended soon afterwards, whether they were heard or not.
const PARTING_MS = 12_000;
const PART_TRIES = 3;

const lost = (at: number): Due => ({
  at,
  step: { do: 'record', fact: { kind: 'rep.lost', key: 'rep.lost', at } },
});

const hungUp = (at: number): Fact => ({ kind: 'rep.hungUp', key: 'rep.hungUp', at });

/** When to call the customer. Repeated only if certainly nothing was done: another leg would ring them twice. */
const creatingAt = ({ legs, effects }: Situation): number | undefined => {
  const create = effects['create.customer'];
  if (!create) return 0;
  if (create.state !== 'busy' || legs.customer) return undefined;
  return create.at + Math.min(BUSY_LEAST_MS * 2 ** (create.tries - 1), BUSY_MOST_MS);
};

/** Looks for the leg of a creation whose outcome is unknown. The creation itself is never repeated. */
const finding = ({ legs, effects }: Situation): Due[] => {
  const create = effects['create.customer'];
  if (legs.customer || (create?.state !== 'sent' && create?.state !== 'unknown')) return [];
  const first = create.at + (create.state === 'sent' ? IN_FLIGHT_MS : FIND_EVERY_MS);
  const at = Math.max(first, (effects['find.customer']?.at ?? 0) + FIND_EVERY_MS);
  return at > create.at + FIND_FOR_MS ? [] : [carryOutAt(at, 'find.customer')];
};

/** After the end: every leg of ours is ended, including a leg that only becomes known now. */
const endings = (situation: Situation): Due[] => {
  const { facts, legs, effects } = situation;
  const due = [...finding(situation), ...recordingEndings(situation)];
  const end = (callSid: string, notBefore = 0): void => {
    const at = again(effects[`end/${callSid}`]);
    if (at !== undefined) due.push(carryOutAt(Math.max(at, notBefore), `end/${callSid}`));
  };
  for (const callSid of legs.rep) if (goneAt(facts, 'rep', callSid) === undefined) end(callSid);
  const { customer } = legs;
  if (!customer || goneAt(facts, 'customer', customer, ['leg.ended']) !== undefined) return due;
  const isOwedWords =
    facts.some(fact => fact.kind === 'rep.lost' || fact.kind === 'admin.ended') &&
    !facts.some(fact => fact.kind === 'rep.hungUp') &&
    facts.some(fact => fact.kind === 'leg.answered' && fact.leg === 'customer');
  const part = effects['part.customer'];
  const partAt = !part || (part.state === 'busy' && part.tries < PART_TRIES) ? again(part) : undefined;
  if (isOwedWords && partAt !== undefined) due.push(carryOutAt(partAt, 'part.customer'));
  else end(customer, part && part.state !== 'refused' && part.state !== 'busy' ? part.at + PARTING_MS : 0);
  return due;
};

const ofRep = (situation: Situation, answered: boolean): Due[] => {
  const { facts, legs, effects, conferenceSid, ticketExpiresAt } = situation;
  if (legs.rep.length === 0) {
    const at = ticketExpiresAt;
    return [{ at, step: { do: 'record', fact: { kind: 'ticket.expired', key: 'ticket.expired', at } } }];
  }
  const { callSid, enteredAt, joinedAt, absentSince, legGone, signedOut } = presenceOf(facts);
  const due: Due[] = [];
  for (const ghost of legs.rep.filter(each => each !== callSid && callSid !== undefined)) {
    const at = again(effects[`end/${ghost}`]);
    if (at !== undefined && goneAt(facts, 'rep', ghost) === undefined)
      due.push(carryOutAt(at, `end/${ghost}`));
  }
  const { 'hold.customer': hold, 'unhold.customer': unhold } = effects;
  if (absentSince !== undefined && legGone && signedOut) {
    // A signed-out rep can neither report a hang-up nor rejoin, so leaving counts as hanging up.
    due.push({ at: absentSince, step: { do: 'record', fact: hungUp(absentSince) } });
    return due;
  }
  if (absentSince !== undefined) {
    const patience = answered ? REJOIN_MS : legGone ? LEFT_UNANSWERED_MS : SILENT_UNANSWERED_MS;
    due.push(lost(absentSince + patience));
    const holdAt = again(hold);
    if (answered && legs.customer && conferenceSid && holdAt !== undefined)
      due.push(carryOutAt(Math.max(holdAt, after(unhold)), 'hold.customer'));
    // A silent phone is only a hint; the carrier knows the state of its leg.
    if (!legGone && (effects.check?.at ?? 0) < absentSince) due.push(carryOutAt(0, 'check'));
    return due;
  }
  if (joinedAt === undefined) {
    if (enteredAt === undefined) return due;
    const looked = Math.max(enteredAt, effects.check?.at ?? 0);
    due.push(carryOutAt(looked + LOOK_FOR_ARRIVAL_MS, 'check'));
    due.push(lost(enteredAt + (legs.rep.length > 1 ? REJOIN_ARRIVAL_MS : ARRIVAL_MS)));
    return due;
  }
  const createAt = creatingAt(situation);
  if (createAt !== undefined) due.push(carryOutAt(createAt, 'create.customer'));
  const unholdAt = again(unhold);
  if (hold && unholdAt !== undefined)
    due.push(carryOutAt(Math.max(unholdAt, after(hold)), 'unhold.customer'));
  return due;
};

/** A creation that failed: the carrier stayed busy, or its outcome was never found. */
const givenUp = ({ facts }: Situation, create: Effect): Due => {
  const delayed = facts.find(fact => fact.kind === 'create.delayed');
  const isBusy = create.state === 'busy' && delayed !== undefined;
  const at = isBusy ? delayed.at + BUSY_FOR_MS : create.at + CREATE_LOST_MS;
  const fact: Fact = {
    kind: 'create.refused',
    key: isBusy ? 'create.busy' : 'create.lost',
    at,
    reason: 'carrier_error',
    ...(isBusy ? { detail: 'network_busy' as const } : {}),
  };
  return { at, step: { do: 'record', fact } };
};

/** A waiting call is checked again and again: asking the carrier makes up for missing webhooks. */
const ofCustomer = (situation: Situation): Due[] => {
  const { facts, legs, effects } = situation;
  const { 'create.customer': create, check } = effects;
  if (!create) return [];
  if (!legs.customer) return [...finding(situation), givenUp(situation, create)];
  const heard = facts.filter(fact => 'leg' in fact && fact.leg === 'customer').map(fact => fact.at);
  const seen = Math.max(create.at, check?.at ?? 0, ...heard);
  const again = check?.state === 'unknown' && check.at === seen;
  return [carryOutAt(seen + (again ? CHECK_AGAIN_MS : CHECK_EVERY_MS), 'check')];
};

export const nextSteps = (situation: Situation, now: number): Plan => {
  const state = merge(situation.facts);
  const due = isOver(state.phase)
    ? endings(situation)
    : [
        ...ofRep(situation, state.answeredAt !== undefined),
        ...ofCustomer(situation),
        ...recordingSteps(situation, state),
      ];
  const later = due.filter(each => each.at > now).map(each => each.at);
  return {
    steps: due.filter(each => each.at <= now).map(each => each.step),
    wakeAt: later.length > 0 ? Math.min(...later) : undefined,
  };
};
