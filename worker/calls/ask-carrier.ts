/** Asks the carrier what no webhook reported: the state of the legs, and the outcome of a leg's creation. */
import type { Fact } from '../../shared/calls/facts.ts';
import { isMember, type PartyId } from '../../shared/calls/parties.ts';
import { openingOf } from '../../shared/calls/party-view.ts';
import { CallSid, ConferenceSid } from '../../shared/ids.ts';
import { isLegKnown } from '../legs/index.ts';
import type { Carrier, CarrierParticipant } from '../twilio/index.ts';
import type { EffectContext, EffectResult } from './carry-out.ts';
import { factOfUnknown, factsOfCheck } from './facts-of.ts';
import type { Leg } from './legs.ts';
import { ourNumberOf } from './spec.ts';

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

/** The last leg of each party, which is the one that counts. */
const lastLegs = (legs: readonly Leg[]): readonly Leg[] =>
  legs.filter((leg, index) => !legs.slice(index + 1).some(({ party }) => party === leg.party));

/** Asks for the state of each leg and, if no event reported a member's arrival, whether they are in the room. */
export const check = async ({ carrier, spec, situation, now }: EffectContext): Promise<EffectResult> => {
  const { legs, facts: known } = situation;
  const facts: Fact[] = [];
  let isCertain = true;
  const ask = async (leg: Leg): Promise<void> => {
    const outcome = await carrier.fetchCall(leg.callSid);
    if (outcome.kind === 'done') facts.push(...factsOfCheck(leg.party, outcome.value, known, now()));
    else if (outcome.kind === 'refused' && outcome.status === 404) facts.push(factOfUnknown(leg, now()));
    else isCertain = false;
  };
  const last = lastLegs(legs);
  await Promise.all(last.map(ask));
  const missing = last.filter(
    ({ party, callSid }) =>
      isMember(party) &&
      !known.some(fact => fact.kind === 'room.joined' && fact.callSid === callSid) &&
      !facts.some(fact => fact.kind === 'leg.ended' && fact.party === party),
  );
  if (missing.length === 0) return { state: isCertain ? 'done' : 'unknown', facts };
  const room = await roomOf(carrier, spec.room);
  if (room === 'none' || room === 'unknown') return { state: 'unknown', facts };
  for (const { party, callSid } of missing)
    if (room.participants.some(each => each.call_sid === callSid))
      facts.push({ kind: 'room.joined', party, callSid, key: `${callSid}/found`, at: now() });
  return { state: isCertain ? 'done' : 'unknown', facts, conference: room.conference };
};

/**
 * Looks for the leg that a request of unknown outcome may have created: first in the room, which holds only our legs,
 * then among the calls between the two numbers, where a match counts only if it is the only one.
 */
export const findLeg = async (
  { env, carrier, spec, situation }: EffectContext,
  party: PartyId,
): Promise<EffectResult> => {
  const found = (callSid: CallSid): EffectResult => ({ state: 'done', leg: { party, callSid } });
  const room = await roomOf(carrier, spec.room);
  if (room !== 'none' && room !== 'unknown') {
    const inside = CallSid.safeParse(room.participants.find(each => each.label === party)?.call_sid);
    if (inside.success) return { ...found(inside.data), conference: room.conference };
  }
  const number = openingOf(situation.facts, party)?.number;
  if (number === undefined) return { state: 'unknown' };
  const since = (situation.effects[`bring/${party}`]?.at ?? 0) - SECOND_MS;
  const listed = await carrier.listCalls({ To: number, From: ourNumberOf(spec), since });
  if (listed.kind !== 'done') return { state: 'unknown' };
  const possible: CallSid[] = [];
  for (const call of listed.value.calls) {
    const created = Date.parse(call.date_created ?? call.start_time ?? '');
    const callSid = CallSid.safeParse(call.sid);
    if (callSid.success && created >= since && !(await isLegKnown(env, callSid.data)))
      possible.push(callSid.data);
  }
  const [only, ...others] = possible;
  return only && others.length === 0 ? found(only) : { state: 'unknown' };
};
