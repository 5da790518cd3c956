import type { Rates } from '../account/rates.ts';
import { type Call, talkSeconds } from '../calls/call.ts';
import type { Conference, Participant } from '../conference/conference.ts';
import type { Recording } from '../recordings/recording.ts';
import type { Ledger, LedgerConference, LedgerLeg, LedgerParticipant, LedgerRecording } from './ledger.ts';
import { billOf, conferenceCost, recordingCost } from './money.ts';
import type { LedgerNetwork } from './network.ts';

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

const conferenceOf = (conference: Conference, rates: Rates): LedgerConference => ({
  costMicros: conferenceCost(conference, rates),
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

const recordingOf = (recording: Recording, rates: Rates): LedgerRecording => ({
  costMicros: recordingCost(recording, rates),
  sid: recording.sid,
  callSid: recording.callSid,
  conferenceSid: recording.conferenceSid,
  source: recording.source,
  channels: recording.channels,
  startedAt: recording.startedAt,
  seconds: recording.seconds,
  status: recording.status,
});

const everyCall = ({ calls }: LedgerNetwork): Call[] => [...calls.lost, ...calls.values()];
const everyConference = ({ conferences }: LedgerNetwork): Conference[] => [
  ...conferences.lost,
  ...conferences.values(),
];

/** The total cost so far, including forgotten calls. Millionths of a US dollar. */
export const costSoFar = (network: LedgerNetwork): number => {
  const { recordings, forgotten } = network;
  const { rates } = network.account;
  const sum = (costs: readonly number[]) => costs.reduce((total, cost) => total + cost, 0);
  return (
    sum(everyCall(network).map(call => billOf(call, rates).costMicros)) +
    sum(everyConference(network).map(each => conferenceCost(each, rates))) +
    sum([...recordings.bySid.values()].map(each => recordingCost(each, rates))) +
    forgotten.totals.costMicros
  );
};

/** A copy of the network's current state. */
export const makeLedger = (network: LedgerNetwork): Ledger => {
  const { rates } = network.account;
  return structuredClone({
    legs: everyCall(network).map(call => leg(call, rates)),
    conferences: everyConference(network).map(each => conferenceOf(each, rates)),
    recordings: [...network.recordings.bySid.values()].map(each => recordingOf(each, rates)),
    costMicros: costSoFar(network),
    webhooks: network.hooks.log.items(),
    faults: network.faults.noted.items(),
    requests: network.rest.requests.items(),
    queues: [...network.queues.values()].map(queue => ({
      sid: queue.sid,
      friendlyName: queue.friendlyName,
      waiting: [...queue.waiting].map(({ call }) => call.sid),
    })),
    forgotten: {
      ...network.forgotten.totals,
      webhooks: network.hooks.log.forgotten(),
      requests: network.rest.requests.forgotten(),
      faults: network.faults.noted.forgotten(),
    },
  });
};
