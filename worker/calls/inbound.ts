/** What happens to an inbound call, as facts: it arrives, is answered by one rep, is forwarded, or gets a message. */
import type { CallContact, CallView } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import type { PartyId } from '../../shared/calls/parties.ts';
import { memberParty } from '../../shared/calls/party-view.ts';
import { isOver } from '../../shared/calls/phase.ts';
import { isBeyondReps, lastMove, responsibleOf } from '../../shared/calls/responsible.ts';
import { type CallSid, type MemberId, type RecordingSid, randomTail } from '../../shared/ids.ts';
import { roomUrl, waitUrl } from '../callback-urls.ts';
import { log } from '../log.ts';
import { randomBytes } from '../platform.ts';
import { type CallEvent, hangupTwiml, waitInRoom } from '../twilio/index.ts';
import { TICKET_MS } from './admission.ts';
import type { CallEngine } from './call-engine.ts';
import type { CallMemory } from './call-memory.ts';
import { moveTo } from './moves.ts';
import { messageTwiml, nextStep } from './next-step.ts';
import type { CallSpec, InboundSpec } from './spec.ts';

/** `offered`: reps are rung. `unoffered`: nobody is. `fallback`: our own answer failed, and the fallback's was given. */
export type Arrival = 'offered' | 'unoffered' | 'fallback';

/** The outcome of a rep's answer. */
export type Answered =
  | { readonly kind: 'yours'; readonly call: CallView; readonly ticket: string }
  | { readonly kind: 'taken' | 'over' };

/** The message a caller left. `at`: when it was complete. */
export type Message = { readonly recordingSid: RecordingSid; readonly seconds: number; readonly at: number };

/** How the number a caller was forwarded to is done with them. */
export type ForwardEnd = { readonly isAnswered: boolean; readonly talkedMs: number };

/** What is known of the call, and a way to make more known. */
type Memory = Pick<CallMemory, 'facts' | 'intend' | 'settle' | 'lastTicket' | 'addTicket'>;
type Engine = Pick<CallEngine, 'view' | 'goOn' | 'recordAll' | 'offer'> & { readonly memory: Memory };
export type InboundAct = {
  readonly env: Env;
  readonly engine: Engine;
  readonly spec: InboundSpec;
  readonly now: number;
};
type Of = InboundAct;

/** The caller's leg is moved by this answer to the carrier, so that no request has to move it. */
const movesByAnswer = (memory: Memory, now: number): void => {
  memory.intend('move/customer', now);
  memory.settle('move/customer', 'done');
};

const room = (env: Env, { room, webhookKey, callId, limitSeconds }: InboundSpec): string =>
  waitInRoom({
    room,
    label: 'customer',
    statusCallback: roomUrl(env, webhookKey, callId),
    waitUrl: waitUrl(env),
    timeLimitSeconds: limitSeconds,
  });

/** What the caller's leg is to do: also the answer to a webhook that the carrier repeats. */
const currentTwiml = async ({ env, engine, spec, now }: Of): Promise<string> => {
  const facts = engine.memory.facts();
  const to = responsibleOf(facts);
  if (isOver(engine.view(spec).phase)) return hangupTwiml();
  if (!isBeyondReps(to)) return room(env, spec);
  movesByAnswer(engine.memory, now);
  const { twiml, facts: learned } = await nextStep(env, spec, facts, to, now);
  engine.recordAll(spec, learned);
  return twiml;
};

/** How many reps are rung; if the Switchboard cannot be asked, nobody is. */
const ring = async ({ engine, spec }: Of): Promise<number> => {
  try {
    return await engine.offer(spec);
  } catch (error) {
    log.error('incoming.offer', { callId: spec.callId, error });
    return 0;
  }
};

/** Offers the call to reps, or goes on at once to what comes after them. */
export const arrive = async (of: Of, how: Arrival): Promise<string> => {
  const { engine, spec, now } = of;
  const { memory } = engine;
  // Before the phones ring, so that an alarm stops them, too, if this object is stopped while it asks for them.
  if (how === 'offered') engine.goOn();
  const isRinging = how === 'offered' && (await ring(of)) > 0;
  if (!isRinging && responsibleOf(memory.facts()) === 'ringing') {
    movesByAnswer(memory, now);
    const to = how === 'fallback' ? 'voicemail' : spec.next.kind;
    engine.recordAll(spec, [moveTo(memory.facts(), to, how === 'fallback' ? how : 'nobody', now)]);
  }
  return currentTwiml(of);
};

/** The arrival is reported again: the webhook is repeated, or the carrier has used the fallback's answer, not ours. */
export const arriveAgain = async (of: Of, how: Arrival): Promise<string> => {
  const { engine, spec, now } = of;
  engine.goOn();
  const facts = engine.memory.facts();
  if (how === 'fallback' && isWaiting(spec, engine.view(spec)) && !isBeyondReps(responsibleOf(facts))) {
    movesByAnswer(engine.memory, now);
    engine.recordAll(spec, [moveTo(facts, 'voicemail', how, now)]);
  }
  return currentTwiml(of);
};

const nextRep = (facts: readonly Fact[]): PartyId => {
  const reps = facts.flatMap(fact =>
    fact.kind === 'party.opened' && fact.party.startsWith('rep') ? [fact.party] : [],
  );
  return `rep${new Set(reps).size + 1}`;
};

/** A rep whom the call is offered to takes it: they are responsible from now on. */
const take = ({ engine, spec, now: at }: Of, memberId: MemberId, contact: CallContact | undefined): void => {
  const facts = engine.memory.facts();
  const known = memberParty(facts, memberId);
  const party = known ?? nextRep(facts);
  const move = moveTo(facts, party, 'answered', at);
  engine.recordAll(spec, [
    ...(known ? [] : [{ kind: 'party.opened', key: `party.opened/${party}`, at, party, memberId } as const]),
    { kind: 'call.answered', key: `call.answered/${move.key}`, at, party, memberId },
    ...(contact && !spec.contact
      ? [{ kind: 'contact.known', key: 'contact.known', at, contact } as const]
      : []),
    move,
  ]);
};

/** The same ticket for every repetition of one answer. */
const ticketOf = ({ engine: { memory }, spec, now }: Of, party: PartyId): string => {
  const answeredAt = lastMove(memory.facts())?.at ?? now;
  const last = memory.lastTicket(party);
  if (last && last.expiresAt >= answeredAt + TICKET_MS) return last.ticket;
  const ticket = `${spec.callId}.${randomTail(randomBytes)}`;
  memory.addTicket(ticket, party, now + TICKET_MS);
  return ticket;
};

export const answer = (of: Of, memberId: MemberId, contact: CallContact | undefined): Answered => {
  const { engine, spec } = of;
  // Due steps come first: a late alarm must not let an offer be answered that has lapsed.
  engine.goOn();
  if (isOver(engine.view(spec).phase)) return { kind: 'over' };
  if (responsibleOf(engine.memory.facts()) === 'ringing') take(of, memberId, contact);
  const facts = engine.memory.facts();
  const to = responsibleOf(facts);
  const party = memberParty(facts, memberId);
  if (!party || party !== to) return { kind: isBeyondReps(to) ? 'over' : 'taken' };
  return { kind: 'yours', ticket: ticketOf(of, party), call: engine.view(spec) };
};

/** The reps give the caller up, as long as nobody has answered. */
export const giveUp = ({ engine, spec, now }: Of, why: 'declined' | 'to_voicemail'): void => {
  const facts = engine.memory.facts();
  if (isOver(engine.view(spec).phase) || responsibleOf(facts) !== 'ringing') return;
  engine.recordAll(spec, [moveTo(facts, why === 'declined' ? spec.next.kind : 'voicemail', why, now)]);
};

export const forwardAccepted = ({ engine, spec, now: at }: Of): boolean => {
  if (isOver(engine.view(spec).phase) || responsibleOf(engine.memory.facts()) !== 'forward') return false;
  engine.recordAll(spec, [{ kind: 'call.connected', key: 'call.connected', at }]);
  return true;
};

/**
 * The leg to the Forward Number. Where a key is asked for, only the key makes it an answer. The action of the dial is
 * not requested once the caller has hung up, so the end of this leg ends the call.
 */
export const hearForward = ({ engine, spec, now }: Of, event: CallEvent): CallSid | undefined => {
  const { next, accountSid, customerSid } = spec;
  const { CallStatus: status, CallDuration: seconds = 0, Timestamp: at = now } = event;
  if (next.kind !== 'forward' || event.To !== next.to || event.AccountSid !== accountSid) return undefined;
  const hasEnded = status === 'completed';
  const answeredAt = hasEnded ? at - seconds * 1000 : at;
  if (!next.asksKey && (hasEnded || status === 'in-progress'))
    engine.recordAll(spec, [{ kind: 'call.connected', key: 'call.connected', at: answeredAt }]);
  if (hasEnded && engine.memory.facts().some(({ kind }) => kind === 'call.connected'))
    engine.recordAll(spec, [{ kind: 'caller.hungUp', key: 'caller.hungUp', at }]);
  return hasEnded ? customerSid : undefined;
};

/** Where a key is asked for, whoever picked up has not answered until they pressed it: it may be their voicemail. */
const hasAnswered = ({ engine, spec: { next } }: Of, isAnswered: boolean): boolean =>
  isAnswered &&
  (next.kind !== 'forward' ||
    !next.asksKey ||
    engine.memory.facts().some(({ kind }) => kind === 'call.connected'));

/** The caller leaves no message if the number they were forwarded to has answered. */
export const forwardEnded = async (of: Of, { isAnswered, talkedMs }: ForwardEnd): Promise<string> => {
  const { env, engine, spec, now } = of;
  const facts = engine.memory.facts();
  if (hasAnswered(of, isAnswered)) {
    engine.recordAll(spec, [
      { kind: 'call.connected', key: 'call.connected', at: Math.max(spec.openedAt, now - talkedMs) },
      { kind: 'caller.hungUp', key: 'caller.hungUp', at: now },
    ]);
    return hangupTwiml();
  }
  if (responsibleOf(facts) === 'forward')
    engine.recordAll(spec, [moveTo(facts, 'voicemail', 'unanswered', now)]);
  return messageTwiml(env, spec);
};

export const messageLeft = ({ engine, spec }: Of, { at, ...message }: Message): void =>
  engine.recordAll(spec, [
    { kind: 'message.left', key: `message.left/${message.recordingSid}`, at, ...message },
  ]);

/** Of an inbound call that nobody talks in yet: what ends any other call only takes it away from this rep. */
export const isWaiting = (spec: CallSpec, { phase, answeredAt }: CallView): spec is InboundSpec =>
  spec.direction === 'inbound' && answeredAt === undefined && !isOver(phase);
