import { isOver } from '../calls/call.ts';
import { createRoomAudio } from '../media/room-audio.ts';
import { beep as tone } from '../media/tones.ts';
import type { Callback } from '../webhooks/address.ts';
import {
  type Conference,
  type EndReason,
  joined,
  type LeaveReason,
  type Participant,
  type ParticipantSetup,
} from './conference.ts';
import { leaveParams, tellConference } from './events.ts';
import type { ConferenceNetwork } from './network.ts';
import { recordConference } from './record.ts';
import { followSpeaker } from './speakers.ts';

const create = (network: ConferenceNetwork, friendlyName: string): Conference => {
  const now = network.time.clock.now();
  const conference: Conference = {
    sid: network.newSid('CF'),
    friendlyName,
    createdAt: now,
    updatedAt: now,
    status: 'init',
    startedAt: undefined,
    endedAt: undefined,
    reasonEnded: undefined,
    callSidEnding: undefined,
    callback: undefined,
    sequence: 1,
    maxParticipants: 250,
    audio: createRoomAudio(network.time.ticker),
    members: new Map(),
    former: [],
    record: undefined,
    whenOver: new Set(),
  };
  network.conferences.add(conference);
  return conference;
};

/** The conference of that name that has not ended, or undefined. */
const liveConference = (network: ConferenceNetwork, friendlyName: string): Conference | undefined =>
  [...network.conferences.values()].find(
    conference => conference.friendlyName === friendlyName && conference.status !== 'completed',
  );

export const openConference = (network: ConferenceNetwork, friendlyName: string): Conference =>
  liveConference(network, friendlyName) ?? create(network, friendlyName);

/** Before the start nobody is heard, a held member is never heard; a ringing leg's ringback is heard at once. */
export const applyAudio = (conference: Conference, member: Participant): void => {
  const waits = conference.status === 'init';
  conference.audio.update(member.call.sid, {
    muted: member.muted,
    held: waits || member.held,
    holdAudio: waits ? member.waitAudio : member.holdAudio,
    ringing: member.call.answeredAt === undefined,
    coaches: member.coach,
  });
};

const startIfDue = (network: ConferenceNetwork, conference: Conference): void => {
  const present = joined(conference);
  if (conference.status !== 'init' || present.length < 2) return;
  if (!present.some(member => member.startOnEnter)) return;
  conference.status = 'in-progress';
  conference.startedAt = network.time.clock.now();
  conference.updatedAt = conference.startedAt;
  for (const member of present) applyAudio(conference, member);
  tellConference(network, conference, 'conference-start');
  const { record } = conference;
  if (record) recordConference(network, conference, record.how, record.source);
};

/** Keys that one member presses reach everyone who would hear that member's voice. */
const passDigits = (network: ConferenceNetwork, conference: Conference, from: Participant): void => {
  from.call.media.onDigit = digit => {
    if (!network.conferences.passesDigits || conference.status !== 'in-progress' || from.muted || from.held)
      return;
    for (const other of joined(conference)) {
      const hears = from.coach === undefined || from.coach === other.call.sid;
      if (other !== from && !other.held && hears) other.call.media.playDigit(digit);
    }
  };
};

const BEEP_MS = 300;

/** A beep for everyone in the room who is not listening to an announcement. */
const chime = (conference: Conference, why: 'onEnter' | 'onExit', { beep }: Participant): void => {
  if (conference.status !== 'in-progress' || (beep !== 'true' && beep !== why)) return;
  for (const { call } of joined(conference))
    if (!conference.audio.isPlaying(call.sid)) conference.audio.play(call.sid, tone(BEEP_MS));
};

/** The leg joins as a participant, and is heard from now on. */
const join = (network: ConferenceNetwork, conference: Conference, member: Participant): void => {
  if (member.joinedAt !== undefined || member.leftAt !== undefined) return;
  member.joinedAt = network.time.clock.now();
  member.updatedAt = member.joinedAt;
  conference.audio.join(member.call.sid, member.call.media);
  passDigits(network, conference, member);
  applyAudio(conference, member);
  startIfDue(network, conference);
  tellConference(network, conference, 'participant-join', member);
  member.stopFollowing = followSpeaker(network, conference, member);
};

const finish = (
  network: ConferenceNetwork,
  conference: Conference,
  reason: EndReason,
  last?: Participant,
): void => {
  if (conference.status === 'completed') return;
  conference.status = 'completed';
  conference.endedAt = network.time.clock.now();
  conference.updatedAt = conference.endedAt;
  conference.reasonEnded = reason;
  const callSid = last?.call.sid;
  conference.callSidEnding = callSid;
  for (const act of conference.whenOver) act();
  conference.audio.close();
  if (!conference.former.some(member => member.joinedAt !== undefined)) return;
  tellConference(network, conference, 'conference-end', undefined, {
    ReasonConferenceEnded: reason,
    Reason: callSid ? `Participant ${callSid} ended the conference` : 'Conference ended via API',
    ...(callSid ? { CallSidEndingConference: callSid } : {}),
    ...(last?.label === undefined ? {} : { ParticipantLabelEndingConference: last.label }),
  });
};

const remove = (
  network: ConferenceNetwork,
  conference: Conference,
  member: Participant,
  reason: LeaveReason,
): void => {
  conference.members.delete(member.call.sid);
  conference.former.push(member);
  conference.audio.leave(member.call.sid);
  member.stopFollowing?.();
  member.call.media.onDigit = undefined;
  member.leftAt = network.time.clock.now();
  member.updatedAt = member.leftAt;
  if (member.joinedAt === undefined) return;
  if (member.call.answeredAt !== undefined) chime(conference, 'onExit', member);
  tellConference(network, conference, 'participant-leave', member, leaveParams(member, reason));
};

const removeAll = (network: ConferenceNetwork, conference: Conference, reason: LeaveReason): void => {
  const others = [...conference.members.values()];
  for (const other of others) remove(network, conference, other, reason);
  for (const other of others) other.onLeft(reason);
};

/** Removes a participant. The last one to leave, or one with endConferenceOnExit, ends the conference. */
export const leaveConference = (
  network: ConferenceNetwork,
  conference: Conference,
  callSid: string,
  reason: LeaveReason,
): void => {
  const member = conference.members.get(callSid);
  if (!member) return;
  remove(network, conference, member, reason);
  const endsIt = member.joinedAt !== undefined && member.endOnExit;
  if (endsIt) removeAll(network, conference, 'moderator_ended_conference');
  if (conference.members.size === 0) {
    const how = reason === 'participant_updated_via_api' ? 'kicked' : 'left';
    const who = endsIt ? 'participant-with-end-conference-on-exit' : 'last-participant';
    finish(network, conference, `${who}-${how}`, member);
  }
  member.onLeft(reason);
};

/** Ends a conference through the REST interface: each member continues with its next verb or is hung up. */
export const completeConference = (network: ConferenceNetwork, conference: Conference): void => {
  if (conference.status === 'completed') return;
  removeAll(network, conference, 'conference_ended_via_api');
  finish(network, conference, 'conference-ended-via-api');
};

const leaveReasonAtEnd = (member: Participant): LeaveReason => {
  if (member.call.answeredAt === undefined) return 'participant_add_failed';
  return member.call.endedBy === 'api' ? 'participant_updated_via_api' : 'participant_hung_up';
};

/** Brings a call into a conference: immediately if it is answered, with early media as soon as it rings. */
export const enterConference = (
  network: ConferenceNetwork,
  conference: Conference,
  setup: ParticipantSetup,
  callback: Callback | undefined,
): Participant => {
  const now = network.time.clock.now();
  const member: Participant = {
    ...setup,
    held: false,
    holdAudio: undefined,
    createdAt: now,
    updatedAt: now,
    joinedAt: undefined,
    leftAt: undefined,
  };
  const { call } = member;
  conference.callback ??= callback;
  conference.members.set(call.sid, member);
  call.whenEnded.add(() => leaveConference(network, conference, call.sid, leaveReasonAtEnd(member)));
  call.whenRinging.add(() => {
    if (member.earlyMedia) join(network, conference, member);
  });
  call.whenAnswered.add(() => {
    join(network, conference, member);
    if (!conference.members.has(call.sid)) return;
    applyAudio(conference, member);
    chime(conference, 'onEnter', member);
  });
  if (call.answeredAt !== undefined && !isOver(call)) {
    join(network, conference, member);
    chime(conference, 'onEnter', member);
  }
  return member;
};
