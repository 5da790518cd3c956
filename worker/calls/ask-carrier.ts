/** What the carrier is asked when nobody tells: how the legs fare, and what became of a creation. */
import type { Fact, Leg } from '../../shared/calls/machine.ts';
import { CallSid, ConferenceSid } from '../../shared/ids.ts';
import type { Carrier, CarrierParticipant } from '../twilio/index.ts';
import type { EffectResult } from './carry-out.ts';
import { factOfUnknown, factsOfCheck } from './facts-of.ts';
import type { Situation } from './situation.ts';
import type { CallSpec } from './spec.ts';

// The carrier counts whole seconds.
const SECOND_MS = 1000;

type Room = { readonly conference: ConferenceSid; readonly participants: readonly CarrierParticipant[] };

/** Who is in the room, when there is one. */
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

/** Asks how each leg fares, and for a rep whose arrival nobody told of, whether they are in the room. */
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
 * Looks for the leg a creation may have made: in the room, where only ours can be, then among the calls between the
 * two numbers, where it counts only if no other could be meant.
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
