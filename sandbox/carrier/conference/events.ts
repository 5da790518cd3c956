import type { EventNetwork } from '../calls/network.ts';
import { rfc2822 } from '../calls/params.ts';
import type { Params } from '../webhooks/hooks.ts';
import type { Conference, LeaveReason, Participant } from './conference.ts';

export type ConferenceEvent =
  | 'conference-start'
  | 'conference-end'
  | 'participant-join'
  | 'participant-leave'
  | 'participant-mute'
  | 'participant-unmute'
  | 'participant-hold'
  | 'participant-unhold'
  | 'participant-modify'
  | 'participant-speech-start'
  | 'participant-speech-stop'
  | 'announcement-end'
  | 'announcement-fail';

/** The statusCallbackEvent value that subscribes to each event. */
const SUBSCRIPTION: Readonly<Record<ConferenceEvent, string>> = {
  'conference-start': 'start',
  'conference-end': 'end',
  'participant-join': 'join',
  'participant-leave': 'leave',
  'participant-mute': 'mute',
  'participant-unmute': 'mute',
  'participant-hold': 'hold',
  'participant-unhold': 'hold',
  'participant-modify': 'modify',
  'participant-speech-start': 'speaker',
  'participant-speech-stop': 'speaker',
  'announcement-end': 'announcement',
  'announcement-fail': 'announcement',
};

const participantParams = (member: Participant): Params => ({
  CallSid: member.call.sid,
  Muted: String(member.muted),
  Hold: String(member.held),
  Coaching: String(member.coach !== undefined),
  EndConferenceOnExit: String(member.endOnExit),
  StartConferenceOnEnter: String(member.startOnEnter),
  ...(member.coach === undefined ? {} : { CallSidToCoach: member.coach }),
  ...(member.label === undefined ? {} : { ParticipantLabel: member.label }),
});

/** Reports a conference event to the application if it subscribed; events are delivered in order, one at a time. */
export const tellConference = (
  network: EventNetwork,
  conference: Conference,
  event: ConferenceEvent,
  member?: Participant,
  more: Params = {},
): void => {
  const callback = conference.callback;
  if (!callback) return;
  const wanted = callback.events.length === 0 ? ['start', 'end'] : callback.events;
  if (!wanted.includes(SUBSCRIPTION[event])) return;
  network.hooks.tell(conference.sid, {
    kind: 'conference',
    event,
    leg: member?.call.kind,
    method: callback.method,
    url: callback.url,
    params: {
      AccountSid: network.account.sid,
      ConferenceSid: conference.sid,
      FriendlyName: conference.friendlyName,
      StatusCallbackEvent: event,
      SequenceNumber: String(conference.sequence++),
      Timestamp: rfc2822(network.time.clock.now()),
      ...(member ? participantParams(member) : {}),
      ...more,
    },
  });
};

export const leaveParams = (member: Participant, reason: LeaveReason): Params => ({
  ParticipantCallStatus: member.call.status,
  ReasonParticipantLeft: reason,
});
