/** What the recording of a call needs next. Pure. Nothing is recorded before the contact has been told. */
import type { Fact } from '../../../shared/calls/facts.ts';
import type { CallState } from '../../../shared/calls/machine.ts';
import { wasHeard } from '../../../shared/calls/recording.ts';
import { legOf } from '../legs.ts';
import { isInRoom, responsibleRep } from './responsible-rep.ts';
import { again, carryOutAt, type Due, IN_FLIGHT_MS, type Situation } from './situation.ts';

// A notice has at most 300 characters: a contact who has not heard it within this time never will.
const NOTICE_MS = 45_000;
const AGAIN_MS = 1_000;
const FIND_AFTER_MS = 2_000;
/** How often the notice is tried while the contact has not fully entered the room. */
export const NOTICE_TRIES = 3;
/** How often a busy carrier is asked to record. */
export const RECORD_TRIES = 5;

const has = ({ facts }: Situation, kind: Fact['kind']): boolean => facts.some(fact => fact.kind === kind);

/** Also after the end: finds a recording that may have begun, and stops a recording that is no longer wanted. */
export const recordingEndings = (situation: Situation): Due[] => {
  const { effects, legs } = situation;
  const { record, 'record.find': find, 'record.stop': stop } = effects;
  if (!record || !legOf(legs, 'customer') || has(situation, 'recording.refused')) return [];
  if (has(situation, 'recording.begun')) {
    const isOwed = has(situation, 'recording.stopAsked') && !has(situation, 'recording.stopped');
    const at = isOwed ? again(stop) : undefined;
    return at === undefined ? [] : [carryOutAt(at, 'record.stop')];
  }
  if (record.state !== 'sent' && record.state !== 'unknown') return [];
  const first = record.at + (record.state === 'sent' ? IN_FLIGHT_MS : FIND_AFTER_MS);
  const at = again(find);
  return at === undefined ? [] : [carryOutAt(Math.max(first, at), 'record.find')];
};

export const recordingSteps = (situation: Situation, { answeredAt }: CallState): Due[] => {
  const { facts, legs, effects, conferenceSid, isRecorded } = situation;
  if (!isRecorded || !legOf(legs, 'customer') || !conferenceSid || answeredAt === undefined) return [];
  const { notice, record } = effects;
  // A second recording costs money: repeat the request only after `busy`, otherwise look for the recording.
  if (record && record.state !== 'busy') return recordingEndings(situation);
  if (has(situation, 'recording.stopAsked')) return [];
  const repeatAt = again(record);
  if (record && repeatAt !== undefined) return [carryOutAt(repeatAt, 'record')];
  if (wasHeard(facts)) return [carryOutAt(0, 'record')];
  if (has(situation, 'notice.ended')) return [];
  const rep = responsibleRep(situation);
  if (!notice) return rep && isInRoom(rep) ? [carryOutAt(0, 'notice')] : [];
  const lostAt = notice.at + NOTICE_MS;
  const lost: Fact = { kind: 'notice.ended', key: 'notice.lost', at: lostAt, on: false };
  const due: Due[] = [{ at: lostAt, step: { do: 'record', fact: lost } }];
  // Refused until the contact has fully entered the room. A notice that may be playing is not played again.
  if (notice.state === 'refused' && notice.tries < NOTICE_TRIES)
    due.push(carryOutAt(notice.at + AGAIN_MS, 'notice'));
  return due;
};
