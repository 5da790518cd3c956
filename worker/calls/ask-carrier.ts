/** Asks the carrier what no webhook reported: the state of the legs, and the outcome of a leg's creation. */
import type { Fact, Leg } from '../../shared/calls/machine.ts';
import { CallSid, ConferenceSid } from '../../shared/ids.ts';
import type { Carrier, CarrierParticipant } from '../twilio/index.ts';
import type { EffectResult } from './carry-out.ts';
import { factOfUnknown, factsOfCheck } from './facts-of.ts';
import type { Situation } from './situation.ts';
import type { CallSpec } from './spec.ts';

// The carrier's times are in whole seconds.
const SECOND_MS = 1000;

type Room = { readonly conference: ConferenceSid; readonly participants: readonly CarrierParticipant[] };

/** The room's participants, if the room exists. */
const roomOf = async (carrier: Carrier, room: string): Promise<Room | 'none' | 'unknown'> => {
  const found = await carrier.conferencesNamed(room);
  if (found.kind !== 'done') return 'unknown';
  const conference = ConferenceSid.safeParse(found.value.conferences[0]?.sid);
  if (!conference.success) return 'none';
  const inside = await carrier.participants(conference.data);
  return inside.kind === 'done'
    ? { conference: conference.data, participants: inside.value.participants }
    : 'unknown';
};

/** Asks for the state of each leg and, if no event reported the rep's arrival, whether the rep is in the room. */
export const check = async (
  carrier: Carrier,
  spec: CallSpec,
  { legs, facts: known }: Situation,
  now: () => number,
): Promise<EffectResult> => {
  const facts: Fact[] = [];
  let isCertain = true;
  const ask = async (leg: Leg, callSid: string): Promise<void> => {
    const outcome = await carrier.fetchCall(callSid);
    if (outcome.kind === 'done') facts.push(...factsOfCheck(leg, outcome.value, known, now()));
    else if (outcome.kind === 'refused' && outcome.status === 404)
      facts.push(factOfUnknown(leg, callSid, now()));
    else isCertain = false;
  };
  const rep = legs.rep.at(-1);
  await Promise.all([legs.customer && ask('customer', legs.customer), rep && ask('rep', rep)]);
  const arrived = known.some(fact => fact.kind === 'room.joined' && fact.callSid === rep);
  if (!rep || arrived || facts.some(fact => fact.kind === 'leg.ended' && fact.leg === 'rep'))
    return { state: isCertain ? 'done' : 'unknown', facts };
  const room = await roomOf(carrier, spec.room);
  if (room === 'none' || room === 'unknown') return { state: 'unknown', facts };
  if (room.participants.some(each => each.call_sid === rep))
    facts.push({ kind: 'room.joined', leg: 'rep', callSid: rep, key: `${rep}/found`, at: now() });
  return { state: isCertain ? 'done' : 'unknown', facts, conference: room.conference };
};

/**
 * Looks for the leg that a request of unknown outcome may have created: first in the room, which holds only our legs,
 * then among the calls between the two numbers, where a match counts only if it is the only one.
 */
export const findCustomer = async (
  carrier: Carrier,
  spec: CallSpec,
  { effects }: Situation,
  isTaken: (callSid: CallSid) => Promise<boolean>,
): Promise<EffectResult> => {
  const room = await roomOf(carrier, spec.room);
  if (room !== 'none' && room !== 'unknown') {
    const inside = CallSid.safeParse(room.participants.find(each => each.label === 'customer')?.call_sid);
    if (inside.success) return { state: 'done', customer: inside.data, conference: room.conference };
  }
  const since = (effects['create.customer']?.at ?? 0) - SECOND_MS;
  const listed = await carrier.listCalls({ To: spec.to, From: spec.from, since });
  if (listed.kind !== 'done') return { state: 'unknown' };
  const possible: CallSid[] = [];
  for (const call of listed.value.calls) {
    const created = Date.parse(call.date_created ?? call.start_time ?? '');
    const callSid = CallSid.safeParse(call.sid);
    if (callSid.success && created >= since && !(await isTaken(callSid.data))) possible.push(callSid.data);
  }
  return possible.length === 1 ? { state: 'done', customer: possible[0] } : { state: 'unknown' };
};
