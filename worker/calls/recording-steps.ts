/** What the recording of a call needs next. Pure. Nothing is recorded before the contact has been told. */
import type { CallState, Fact } from '../../shared/calls/machine.ts';
import { wasHeard } from '../../shared/calls/recording.ts';
import { presenceOf } from '../../shared/calls/rep-presence.ts';
import { carryOutAt, type Due, type Effect, IN_FLIGHT_MS, type Situation } from './situation.ts';

// A notice has at most 300 characters: whoever has not heard it by then will not.
const NOTICE_MS = 45_000;
const AGAIN_MS = 1_000;
/** How often each request is tried: a call without a recording is better than one that is told three times over. */
export const MOST_TRIES = 3;

/** When to ask again; never while the answer may still come, as a second recording costs money. */
const onceMore = (effect: Effect | undefined): number | undefined => {
  if (!effect) return 0;
  if (effect.state === 'done' || effect.tries >= MOST_TRIES) return undefined;
  return effect.at + (effect.state === 'refused' ? AGAIN_MS : IN_FLIGHT_MS);
};

const at = (time: number | undefined, effect: 'record.customer' | 'stop.recording'): Due[] =>
  time === undefined ? [] : [carryOutAt(time, effect)];

export const recordingSteps = (
  { facts, legs, effects, conferenceSid, isRecorded }: Situation,
  { answeredAt }: CallState,
): Due[] => {
  if (!isRecorded || !legs.customer || !conferenceSid || answeredAt === undefined) return [];
  const has = (kind: Fact['kind']): boolean => facts.some(fact => fact.kind === kind);
  const { 'notice.customer': notice, 'record.customer': record, 'stop.recording': stop } = effects;
  const isUnwanted = has('recording.stopAsked');
  if (has('recording.begun')) return isUnwanted ? at(onceMore(stop), 'stop.recording') : [];
  // One that may have begun is found, so that it can be stopped; one that was never asked for is not begun.
  if (has('recording.refused') || (isUnwanted && !record)) return [];
  if (wasHeard(facts)) return at(onceMore(record), 'record.customer');
  if (has('notice.ended')) return [];
  const { joinedAt, absentSince } = presenceOf(facts);
  if (!notice)
    return joinedAt !== undefined && absentSince === undefined ? [carryOutAt(0, 'notice.customer')] : [];
  const lostAt = notice.at + NOTICE_MS;
  const lost: Fact = { kind: 'notice.ended', key: 'notice.lost', at: lostAt, on: false };
  const due: Due[] = [{ at: lostAt, step: { do: 'record', fact: lost } }];
  // Refused as long as the contact is not quite in the room. One that may be playing is not played again.
  if (notice.state === 'refused' && notice.tries < MOST_TRIES)
    due.push(carryOutAt(notice.at + AGAIN_MS, 'notice.customer'));
  return due;
};
