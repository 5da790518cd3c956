/** The effects of recording a call: play the notice to the contact, start recording their leg, stop recording it. */
import { RecordingSid } from '../../shared/ids.ts';
import { noticeUrl } from '../callback-urls.ts';
import { isGone } from '../twilio/index.ts';
import type { EffectContext, EffectResult } from './carry-out.ts';
import { legOf } from './legs.ts';
import { NOTICE_TRIES, RECORD_TRIES } from './steps/recording.ts';

// A requested recording that does not exist after this time did not begin.
const NOT_BEGUN_AFTER_MS = 30_000;

/** Plays the notice to the contact only. The room's events report whether it was heard. */
export const tellOfRecording = async ({
  env,
  carrier,
  spec,
  situation,
  now,
}: EffectContext): Promise<EffectResult> => {
  const { legs, conferenceSid, effects } = situation;
  const customer = legOf(legs, 'customer');
  if (!customer || !conferenceSid) return { state: 'refused' };
  const outcome = await carrier.updateParticipant(conferenceSid, customer, {
    AnnounceUrl: noticeUrl(env, spec.webhookKey, spec.callId),
    AnnounceMethod: 'POST',
  });
  const at = now();
  if (outcome.kind === 'done' || outcome.kind === 'unknown')
    return { state: outcome.kind, facts: [{ kind: 'notice.begun', key: 'notice.begun', at }] };
  const isHopeless = (effects.notice?.tries ?? 0) >= NOTICE_TRIES;
  return {
    state: 'refused',
    facts: isHopeless ? [{ kind: 'notice.ended', key: 'notice.refused', at, on: false }] : [],
  };
};

const begun = (sid: string, at: number): EffectResult => {
  const recordingSid = RecordingSid.safeParse(sid);
  return recordingSid.success
    ? {
        state: 'done',
        facts: [{ kind: 'recording.begun', key: 'recording.begun', at, recordingSid: recordingSid.data }],
      }
    : { state: 'unknown' };
};
const notBegun = (at: number): EffectResult => ({
  state: 'refused',
  facts: [{ kind: 'recording.refused', key: 'recording.refused', at }],
});

/** Records two channels: what the contact says, and what they hear. Requested once, unless the carrier was busy. */
export const record = async ({
  carrier,
  situation: { legs, effects },
  now,
}: EffectContext): Promise<EffectResult> => {
  const customer = legOf(legs, 'customer');
  if (!customer) return { state: 'refused' };
  const outcome = await carrier.record(customer, { RecordingChannels: 'dual', Trim: 'do-not-trim' });
  if (outcome.kind === 'done') return begun(outcome.value.sid, now());
  if (outcome.kind === 'unknown') return { state: 'unknown' };
  const isHopeless = (effects.record?.tries ?? 0) >= RECORD_TRIES;
  return outcome.kind === 'busy' && !isHopeless ? { state: 'busy' } : notBegun(now());
};

/** Looks for a recording that may have begun although the carrier's reply was lost. */
export const findRecording = async ({ carrier, situation, now }: EffectContext): Promise<EffectResult> => {
  const { legs, effects } = situation;
  const customer = legOf(legs, 'customer');
  if (!customer) return { state: 'refused' };
  const listed = await carrier.recordingsOf(customer);
  if (listed.kind !== 'done') return { state: 'unknown' };
  const [known] = listed.value.recordings;
  if (known) return begun(known.sid, now());
  const at = now();
  return at - (effects.record?.at ?? at) > NOT_BEGUN_AFTER_MS ? notBegun(at) : { state: 'unknown' };
};

export const stopRecording = async ({ carrier, situation, now }: EffectContext): Promise<EffectResult> => {
  const { legs, facts } = situation;
  const running = facts.find(fact => fact.kind === 'recording.begun');
  const customer = legOf(legs, 'customer');
  if (!customer || !running) return { state: 'refused' };
  const outcome = await carrier.stopRecording(customer, running.recordingSid);
  if (outcome.kind !== 'done' && !isGone(outcome)) return { state: outcome.kind };
  return { state: 'done', facts: [{ kind: 'recording.stopped', key: 'recording.stopped', at: now() }] };
};
