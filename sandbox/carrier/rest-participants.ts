import { hangUp } from './call-life.ts';
import {
  type Beep,
  beepOf,
  type Conference,
  isLabel,
  joined,
  memberOf,
  type Participant,
} from './conference.ts';
import { enterConference, leaveConference, openConference } from './conference-life.ts';
import { musicOf } from './enter-room.ts';
import { isWebUrl } from './hook-policy.ts';
import { announcement } from './music.ts';
import type { Network } from './network.ts';
import { faultOfCallee, faultOfFrom } from './numbers.ts';
import { placeCall } from './place-call.ts';
import { CALL_EVENTS } from './rest-calls.ts';
import { conferenceBySid } from './rest-conferences.ts';
import { filter } from './rest-filter.ts';
import {
  anyText,
  callbackOf,
  callbackUrl,
  type Form,
  type FormRules,
  flag,
  integer,
  listOf,
  method,
  methodOf,
  oneOf,
  readForm,
} from './rest-form.ts';
import { page } from './rest-page.ts';
import { deleted, notFound, type RestResult, refuse, reply } from './rest-reply.ts';
import { participantJson } from './rest-resources.ts';
import type { RestRequest } from './rest-routes.ts';
import { isSid } from './sids.ts';
import { setExit, setHeld, setMuted } from './update-participant.ts';

const CONFERENCE_EVENTS = [
  'start',
  'end',
  'join',
  'leave',
  'mute',
  'hold',
  'modify',
  'speaker',
  'announcement',
];
const waitUrl = { allows: (value: string) => value === '' || isWebUrl(value), code: 13233 };
const audioUrl = { allows: isWebUrl, code: 21205 };

const CREATE: FormRules = {
  To: anyText,
  From: anyText,
  Label: { allows: isLabel, code: 16024 },
  StatusCallback: callbackUrl,
  StatusCallbackMethod: method,
  StatusCallbackEvent: CALL_EVENTS,
  ConferenceStatusCallback: callbackUrl,
  ConferenceStatusCallbackMethod: method,
  ConferenceStatusCallbackEvent: listOf(21626, ...CONFERENCE_EVENTS),
  Timeout: integer(5, 600, 21208),
  TimeLimit: integer(1, 86_400),
  Muted: flag,
  Beep: oneOf('true', 'false', 'onEnter', 'onExit'),
  StartConferenceOnEnter: flag,
  EndConferenceOnExit: flag,
  EarlyMedia: flag,
  WaitUrl: waitUrl,
  WaitMethod: method,
  MaxParticipants: integer(2, 250),
};

const UPDATE: FormRules = {
  Muted: flag,
  Hold: flag,
  HoldUrl: audioUrl,
  HoldMethod: method,
  AnnounceUrl: audioUrl,
  AnnounceMethod: method,
  EndConferenceOnExit: flag,
  BeepOnExit: flag,
};

/** A SID names that conference, any other text the conference of that name, which is opened if need be. */
const conferenceToJoin = ({ network, ids }: RestRequest): Conference | undefined => {
  const name = ids.conference ?? '';
  return isSid('CF', name) ? network.conferences.get(name) : openConference(network, name);
};

const dialIn = (network: Network, conference: Conference, form: Form): Participant => {
  const call = placeCall(network, {
    from: form.text('From') ?? '',
    to: form.text('To') ?? '',
    direction: 'outbound-api',
    callback: callbackOf(form),
    timeoutS: form.number('Timeout', 60),
    timeLimitS: form.number('TimeLimit', 14_400),
  });
  return enterConference(
    network,
    conference,
    {
      call,
      label: form.text('Label'),
      muted: form.flag('Muted', false),
      startOnEnter: form.flag('StartConferenceOnEnter', true),
      endOnExit: form.flag('EndConferenceOnExit', false),
      earlyMedia: form.flag('EarlyMedia', true),
      beep: beepOf(form.text('Beep')),
      waitAudio: musicOf(network, call, form.text('WaitUrl'), methodOf(form, 'WaitMethod', 'POST')),
      onLeft: () => hangUp(network, call, 'carrier'),
    },
    callbackOf(form, 'Conference'),
  );
};

export const createParticipant = (request: RestRequest): RestResult => {
  const { network } = request;
  const form = readForm(request.form, CREATE);
  if (!form.ok) return form;
  const to = form.value.text('To') ?? '';
  const wrong = faultOfCallee(to) ?? faultOfFrom(form.value.text('From') ?? '', network.lines);
  if (wrong) return refuse(wrong.code, wrong.message);
  const conference = conferenceToJoin(request);
  if (!conference) return notFound(request.path);
  if (conference.status === 'completed') return refuse(16099, 'Unexpected conference status: completed');
  const label = form.value.text('Label');
  if (label !== undefined && memberOf(conference, label)) {
    return refuse(16026, 'Participant label is in use by another participant');
  }
  if (joined(conference).length >= conference.maxParticipants) return refuse(16020, 'Conference is full');
  const member = dialIn(network, conference, form.value);
  return reply(participantJson(network.account, conference, member), 201);
};

const find = (request: RestRequest): { conference: Conference; member: Participant } | undefined => {
  const conference = conferenceBySid(request);
  const member = conference ? memberOf(conference, request.ids.participant ?? '') : undefined;
  return conference && member ? { conference, member } : undefined;
};

export const fetchParticipant = (request: RestRequest): RestResult => {
  const found = find(request);
  if (!found) return notFound(request.path);
  return reply(participantJson(request.network.account, found.conference, found.member));
};

/** BeepOnExit changes half of what Beep said. */
const beepAfter = (beep: Beep, form: Form): Beep => {
  const enters = beep === 'true' || beep === 'onEnter';
  const exits = form.flag('BeepOnExit', beep === 'true' || beep === 'onExit');
  if (enters) return exits ? 'true' : 'onEnter';
  return exits ? 'onExit' : 'false';
};

export const updateParticipant = (request: RestRequest): RestResult => {
  const { network } = request;
  const found = find(request);
  if (!found || found.member.joinedAt === undefined) return notFound(request.path);
  const { conference, member } = found;
  const read = readForm(request.form, UPDATE);
  if (!read.ok) return read;
  const form = read.value;
  setExit(network, conference, member, {
    endOnExit: form.flag('EndConferenceOnExit', member.endOnExit),
    beep: beepAfter(member.beep, form),
  });
  setMuted(network, conference, member, form.flag('Muted', member.muted));
  if (form.text('Hold') !== undefined) {
    const held = form.flag('Hold', false);
    const audio = held
      ? musicOf(network, member.call, form.text('HoldUrl'), methodOf(form, 'HoldMethod', 'GET'))
      : undefined;
    setHeld(network, conference, member, held, audio);
  }
  const announceUrl = form.text('AnnounceUrl');
  if (announceUrl !== undefined) {
    const address = { url: announceUrl, method: methodOf(form, 'AnnounceMethod', 'POST') };
    void announcement(network, member.call, address).then(audio => {
      if (audio) conference.audio.play(member.call.sid, audio());
    });
  }
  return reply(participantJson(network.account, conference, member));
};

export const deleteParticipant = (request: RestRequest): RestResult => {
  const found = find(request);
  if (!found) return notFound(request.path);
  leaveConference(request.network, found.conference, found.member.call.sid, 'participant_updated_via_api');
  return deleted;
};

export const listParticipants = (request: RestRequest): RestResult => {
  const conference = conferenceBySid(request);
  if (!conference) return notFound(request.path);
  const members = filter([...conference.members.values()], request.query, {
    Muted: (member, value) => String(member.muted) === value,
    Hold: (member, value) => String(member.held) === value,
    Coaching: (_member, value) => value === 'false',
  });
  if (!members.ok) return members;
  return page('participants', request.path, request.query, members.value, member =>
    participantJson(request.network.account, conference, member),
  );
};
