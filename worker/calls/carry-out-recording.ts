/** The effects of recording a call: the contact is told, the carrier records their leg, and stops. */
import { RecordingSid } from '../../shared/ids.ts';
import { noticeUrl } from '../callback-urls.ts';
import { isGone } from '../twilio/index.ts';
import type { Came, Doing } from './carry-out.ts';
import { MOST_TRIES } from './recording-steps.ts';

/** They hear it, and nobody else does. That it was heard, the room's events tell. */
export const tellOfRecording = async ({ env, carrier, spec, situation, now }: Doing): Promise<Came> => {
  const { legs, conferenceSid, effects } = situation;
  if (!legs.customer || !conferenceSid) return { state: 'refused' };
  const outcome = await carrier.updateParticipant(conferenceSid, legs.customer, {
    AnnounceUrl: noticeUrl(env, spec.webhookKey, spec.callId),
    AnnounceMethod: 'POST',
  });
  const at = now();
  if (outcome.kind !== 'refused')
    return { state: outcome.kind, facts: [{ kind: 'notice.begun', key: 'notice.begun', at }] };
  const isHopeless = (effects['notice.customer']?.tries ?? 0) >= MOST_TRIES;
  return {
    state: 'refused',
    facts: isHopeless ? [{ kind: 'notice.ended', key: 'notice.refused', at, on: false }] : [],
  };
};

/** What the contact says beside what they hear. One that a lost answer began is found, and no second one begun. */
export const record = async ({ carrier, situation, now }: Doing): Promise<Came> => {
  const { legs, facts, effects } = situation;
  if (!legs.customer) return { state: 'refused' };
  const begun = (sid: string): Came => {
    const recordingSid = RecordingSid.safeParse(sid);
    if (!recordingSid.success) return { state: 'unknown' };
    const at = now();
    return {
      state: 'done',
      facts: [{ kind: 'recording.begun', key: 'recording.begun', at, recordingSid: recordingSid.data }],
    };
  };
  const listed = await carrier.recordingsOf(legs.customer);
  if (listed.kind !== 'done') return { state: 'unknown' };
  const [known] = listed.value.recordings;
  if (known) return begun(known.sid);
  if (facts.some(fact => fact.kind === 'recording.stopAsked')) return { state: 'done' };
  const outcome = await carrier.record(legs.customer, { RecordingChannels: 'dual', Trim: 'do-not-trim' });
  if (outcome.kind === 'done') return begun(outcome.value.sid);
  const isHopeless = outcome.kind === 'refused' || (effects['record.customer']?.tries ?? 0) >= MOST_TRIES;
  const at = now();
  return {
    state: outcome.kind,
    facts: isHopeless ? [{ kind: 'recording.refused', key: 'recording.refused', at }] : [],
  };
};

export const stopRecording = async ({ carrier, situation: { legs, facts } }: Doing): Promise<Came> => {
  const begun = facts.find(fact => fact.kind === 'recording.begun');
  if (!legs.customer || !begun) return { state: 'refused' };
  const outcome = await carrier.stopRecording(legs.customer, begun.recordingSid);
  return { state: outcome.kind === 'done' || isGone(outcome) ? 'done' : outcome.kind };
};
