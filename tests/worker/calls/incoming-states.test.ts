/**
 * Every state of an inbound call with two reps, explored to a depth of six events at a carrier that obeys, refuses, or
 * obeys without an answer that arrives. Whatever happens, somebody owes the caller an answer.
 */
import { expect, test } from 'vitest';
import { isMember, PartyId } from '../../../shared/calls/parties.ts';
import { isOver } from '../../../shared/calls/phase.ts';
import { isBeyondReps } from '../../../shared/calls/responsible.ts';
import { answer, giveUp } from '../../../worker/calls/inbound.ts';
import { RANK } from '../../shared/facts.ts';
import { AWaitingCall, REPS } from '../a-waiting-call.ts';

const DEPTH = 6;

type Event = readonly [name: string, happens: (call: AWaitingCall) => void];

/** What may happen next. */
const eventsOf = (call: AWaitingCall): readonly Event[] => {
  const events: Event[] = [['time passes', each => void each.waits()]];
  if (call.customer === 'arriving')
    events.push(
      ['the caller joins', each => each.customerJoins(true)],
      ['the caller joins, unheard', each => each.customerJoins(false)],
    );
  if (call.customer === 'arriving' || call.customer === 'room')
    events.push(
      ['the caller hangs up', each => each.customerHangsUp(true)],
      ['the caller hangs up, unheard', each => each.customerHangsUp(false)],
    );
  for (const [index, memberId] of REPS.entries())
    events.push(
      [`rep ${index} answers`, each => void answer(each.act(), memberId, undefined)],
      [`rep ${index} enters`, each => each.deviceEnters(index)],
      [`rep ${index} hangs up`, each => each.repHangsUp(index)],
    );
  for (const leg of call.repsHere) {
    if (call.saved.where[leg.callSid] === 'arriving')
      events.push(
        [`${leg.party} joins`, each => each.repJoins(leg, true)],
        [`${leg.party} joins, unheard`, each => each.repJoins(leg, false)],
      );
    events.push([`${leg.party} drops out`, each => each.repLeaves(leg)]);
  }
  events.push(
    ['everybody declines', each => giveUp(each.act(), 'declined')],
    ['to voicemail', each => giveUp(each.act(), 'to_voicemail')],
  );
  if (call.saved.failing === 'no')
    events.push(
      ['the carrier refuses the next request', each => each.fails('undone')],
      ['the answer to the next request is lost', each => each.fails('unheard')],
    );
  return events;
};

/** What is wrong with a call; nothing, if all is well. */
const wrongWith = (before: AWaitingCall, call: AWaitingCall): string | undefined => {
  const { state, saved, plan } = call;
  const { responsible, phase } = state;
  if (responsible === undefined) return 'nobody is responsible';
  const party = PartyId.safeParse(responsible).data;
  if (party && !(isMember(party) && state.parties.some(({ id }) => id === party)))
    return 'somebody is responsible who is not in the call';
  if (RANK[phase] < RANK[before.state.phase]) return 'the phase went back';
  if (isOver(before.state.phase) && before.state.endReason !== state.endReason) return 'it ended twice';
  if (saved.movedWhileArriving) return 'the caller was moved before they were in the room';
  if (!isOver(phase) && plan.steps.length === 0 && plan.wakeAt === undefined) return 'nothing is awaited';
  if (saved.effects['move/customer'] && party) return 'the caller was moved away from a rep';
  if (phase === 'active' && !isOver(phase) && isBeyondReps(responsible)) return 'it is answered and given up';
  return undefined;
};

/** Where it comes to rest if nothing but time happens. */
const restOf = (call: AWaitingCall): string => {
  const each = call.copy();
  for (let turns = 0; turns < 80; turns += 1) {
    each.goOn();
    const { state, customer, repsHere } = each;
    if (isOver(state.phase) && customer === 'gone' && repsHere.length === 0) return 'over';
    if (isBeyondReps(state.responsible) && customer === 'moved' && repsHere.length === 0) return 'voicemail';
    const inRoom = repsHere.filter(({ callSid }) => each.saved.where[callSid] === 'room');
    const isTalking = inRoom.length === 1 && inRoom[0]?.party === state.responsible;
    if (state.phase === 'active' && isTalking && customer !== 'gone' && !state.onHold) return 'talking';
    if (!each.waits()) break;
  }
  return `stuck: ${each.state.phase}, ${each.state.responsible}, the caller ${each.customer}, reps here ${each.repsHere.length}`;
};

test('an inbound call keeps its promises in every state that six events lead to', () => {
  const first = new AWaitingCall();
  first.goOn();
  let edge = new Map<string, { readonly call: AWaitingCall; readonly way: readonly string[] }>();
  edge.set(first.key(), { call: first, way: [] });
  const seen = new Set(edge.keys());
  const rests = new Map<string, number>();
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const next: typeof edge = new Map();
    for (const { call, way } of edge.values())
      for (const [name, happens] of eventsOf(call)) {
        const then = call.copy();
        then.event(() => happens(then));
        const key = then.key();
        if (seen.has(key)) continue;
        seen.add(key);
        const path = [...way, name];
        expect(wrongWith(call, then), path.join(' → ')).toBeUndefined();
        const rest = restOf(then);
        if (rest.startsWith('stuck')) expect.fail(`${path.join(' → ')}: ${rest}`);
        rests.set(rest, (rests.get(rest) ?? 0) + 1);
        next.set(key, { call: then, way: path });
      }
    edge = next;
  }
  expect(seen.size).toBeGreaterThan(5_000);
  for (const rest of ['over', 'voicemail', 'talking']) expect(rests.get(rest)).toBeGreaterThan(100);
}, 120_000);
