/** After the end: every leg of ours is ended, including a leg that only becomes known now. */
import type { Leg } from '../legs.ts';
import { finding } from './joining.ts';
import { recordingEndings } from './recording.ts';
import { again, carryOutAt, type Due, goneAt, type Situation } from './situation.ts';

// The parting words take a few seconds; the leg is ended soon afterwards, whether they were heard or not.
const PARTING_MS = 12_000;
const PART_TRIES = 3;

const end = ({ effects }: Situation, callSid: string, notBefore = 0): Due[] => {
  const at = again(effects[`end/${callSid}`]);
  return at === undefined ? [] : [carryOutAt(Math.max(at, notBefore), `end/${callSid}`)];
};

/** Whether the customer is told why the call ends: nobody who talked to them has hung up. */
const isOwedWords = ({ facts }: Situation): boolean =>
  facts.some(fact => fact.kind === 'rep.lost' || fact.kind === 'admin.ended') &&
  !facts.some(fact => fact.kind === 'rep.hungUp') &&
  facts.some(
    fact => fact.kind === 'call.connected' || (fact.kind === 'leg.answered' && fact.party === 'customer'),
  );

/** A customer's leg that has left the room may still be connected, so only its end counts. */
const endCustomer = (situation: Situation, leg: Leg): Due[] => {
  if (goneAt(situation.facts, leg, 'end') !== undefined) return [];
  const part = situation.effects['part/customer'];
  const partAt = !part || (part.state === 'busy' && part.tries < PART_TRIES) ? again(part) : undefined;
  if (isOwedWords(situation) && partAt !== undefined) return [carryOutAt(partAt, 'part/customer')];
  const isParting = part && part.state !== 'refused' && part.state !== 'busy';
  const message = situation.facts.find(fact => fact.kind === 'message.left');
  const thankedAt = message ? message.at + PARTING_MS : 0;
  return end(situation, leg.callSid, isParting ? part.at + PARTING_MS : thankedAt);
};

export const ending = (situation: Situation): Due[] => [
  ...finding(situation),
  ...recordingEndings(situation),
  ...situation.legs.flatMap(leg =>
    leg.party === 'customer'
      ? endCustomer(situation, leg)
      : goneAt(situation.facts, leg) === undefined
        ? end(situation, leg.callSid)
        : [],
  ),
];
