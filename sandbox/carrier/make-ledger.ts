import { type Call, talkSeconds } from './call.ts';
import type { Conference, Participant } from './conference.ts';
import type { Ledger, LedgerConference, LedgerLeg, LedgerParticipant, LedgerRecording } from './ledger.ts';
import { billOf, type Rates } from './ledger-money.ts';
import type { Network } from './network.ts';
import type { Recording } from './recording.ts';

const leg = (call: Call, rates: Rates): LedgerLeg => {
  const { heard, said } = call.media.flow();
  return {
    sid: call.sid,
    kind: call.kind,
    direction: call.direction,
    from: call.from,
    to: call.to,
    persona: call.persona,
    status: call.status,
    sipCode: call.sipCode,
    endedBy: call.endedBy,
    createdAt: call.createdAt,
    ringingAt: call.ringingAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    seconds: talkSeconds(call),
    ...billOf(call, rates),
    heard,
    said,
    digitsHeard: call.digitsHeard?.() ?? '',
  };
};

const participant = (member: Participant): LedgerParticipant => ({
  callSid: member.call.sid,
  label: member.label,
  joinedAt: member.joinedAt,
  leftAt: member.leftAt,
  muted: member.muted,
  held: member.held,
});

const conferenceOf = (conference: Conference): LedgerConference => ({
  sid: conference.sid,
  friendlyName: conference.friendlyName,
  status: conference.status,
  createdAt: conference.createdAt,
  startedAt: conference.startedAt,
  endedAt: conference.endedAt,
  reasonEnded: conference.reasonEnded,
  participants: [...conference.former, ...conference.members.values()].map(participant),
  heard: conference.audio.heard(),
});

const recordingOf = (recording: Recording): LedgerRecording => ({
  sid: recording.sid,
  callSid: recording.callSid,
  conferenceSid: recording.conferenceSid,
  source: recording.source,
  channels: recording.channels,
  startedAt: recording.startedAt,
  seconds: recording.seconds,
  status: recording.status,
});

/** A copy of the network's truth at this moment. */
export const makeLedger = (network: Network): Ledger =>
  structuredClone({
    legs: [...network.calls.values()].map(call => leg(call, network.rates)),
    conferences: [...network.conferences.values()].map(conferenceOf),
    webhooks: network.hooks.log.items(),
    faults: network.faults.items(),
    requests: network.requests.items(),
    recordings: [...network.recordings.values()].map(recordingOf),
    queues: [...network.queues.values()].map(queue => ({
      sid: queue.sid,
      friendlyName: queue.friendlyName,
      waiting: [...queue.waiting].map(({ call }) => call.sid),
    })),
    forgotten: {
      ...network.forgotten,
      webhooks: network.hooks.log.forgotten(),
      requests: network.requests.forgotten(),
      faults: network.faults.forgotten(),
    },
  });
