import { faultOfCallee } from '../account/numbers.ts';
import { faultOfAccount } from '../calls/account-fault.ts';
import type { Call } from '../calls/call.ts';
import { hangUp } from '../calls/life.ts';
import { placeCall } from '../calls/place.ts';
import { faultOfCallerId } from '../calls/token.ts';
import { type Conference, joined, memberOf, type Participant } from '../conference/conference.ts';
import { enterConference, leaveConference, openConference } from '../conference/life.ts';
import { amdWhenAnswered } from '../listeners/run-amd.ts';
import { musicOf } from '../playback/music.ts';
import { recordCall } from '../recordings/recorder.ts';
import { isSid } from '../sids.ts';
import { CONFERENCE_EVENTS } from '../twiml/grammar-dial.ts';
import { beepOf } from '../twiml/read-attributes.ts';
import { isLabel } from '../twiml/rules.ts';
import { isWebUrl } from '../webhooks/address.ts';
import { amdOfParticipant, PARTICIPANT_AMD } from './amd.ts';
import { CALL_EVENTS } from './calls.ts';
import { coachOf, faultOfCoach } from './coach.ts';
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
} from './form.ts';
import type { RestNetwork } from './network.ts';
import { CHANNELS, recordHowOf, recordRules, TRACKS, TRIM } from './record-how.ts';
import { notFound, type RestResult, refuse, reply } from './reply.ts';
import { participantJson } from './resources.ts';
import type { RestRequest } from './routes.ts';

const waitUrl = { allows: (value: string) => value === '' || isWebUrl(value), code: 13233 };
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
  Coaching: flag,
  CallSidToCoach: anyText,
  CallReason: anyText,
  CallToken: anyText,
  Record: flag,
  ...recordRules(),
  ...TRACKS,
  ...CHANNELS,
  ...TRIM,
  ConferenceRecord: oneOf('true', 'false', 'record-from-start', 'do-not-record'),
  ConferenceTrim: oneOf('trim-silence', 'do-not-trim'),
  ...recordRules('Conference'),
  ...PARTICIPANT_AMD,
};

/** A SID names that conference, any other text the conference of that name, which is opened if necessary. */
const conferenceToJoin = ({ network, ids }: RestRequest): Conference | undefined => {
  const name = ids.conference ?? '';
  return isSid('CF', name) ? network.conferences.get(name) : openConference(network, name);
};

const recordWhenAsked = (network: RestNetwork, conference: Conference, call: Call, form: Form): void => {
  if (form.flag('Record', false)) {
    call.whenAnswered.add(() => {
      recordCall(network, call, recordHowOf(form, true), 'OutboundAPI');
    });
  }
  const whole = form.text('ConferenceRecord');
  if (conference.record || (whole !== 'true' && whole !== 'record-from-start')) return;
  conference.record = { how: recordHowOf(form, true, 'Conference'), source: 'Conference' };
};

const dialIn = (network: RestNetwork, conference: Conference, form: Form): Participant => {
  const call = placeCall(network, {
    from: form.text('From') ?? '',
    to: form.text('To') ?? '',
    direction: 'outbound-api',
    callback: callbackOf(form),
    timeoutS: form.number('Timeout', 60),
    timeLimitS: form.number('TimeLimit', 14_400),
  });
  amdWhenAnswered(network, call, amdOfParticipant(form));
  recordWhenAsked(network, conference, call, form);
  const member = enterConference(
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
      coach: coachOf(form),
      waitAudio: musicOf(network, call, form.text('WaitUrl'), methodOf(form, 'WaitMethod', 'POST')),
      onLeft: () => hangUp(network, call, 'carrier'),
    },
    callbackOf(form, 'Conference'),
  );
  call.whenRedirected.add(() => {
    member.onLeft = () => {};
    leaveConference(network, conference, call.sid, 'participant_updated_via_api');
  });
  return member;
};

export const createParticipant = (request: RestRequest): RestResult => {
  const { network } = request;
  const form = readForm(request.form, CREATE);
  if (!form.ok) return form;
  const to = form.value.text('To') ?? '';
  const from = form.value.text('From') ?? '';
  const wrong =
    faultOfCallee(to) ??
    faultOfCallerId(network, { from, to, token: form.value.text('CallToken') }) ??
    faultOfAccount(network, to);
  if (wrong) return refuse(wrong.code, wrong.message);
  const conference = conferenceToJoin(request);
  if (!conference) return notFound(request.path);
  if (conference.status === 'completed') return refuse(16099, 'Unexpected conference status: completed');
  const label = form.value.text('Label');
  if (label !== undefined && memberOf(conference, label)) {
    return refuse(16026, 'Participant label is in use by another participant');
  }
  if (joined(conference).length >= conference.maxParticipants) return refuse(16020, 'Conference is full');
  const badCoach = faultOfCoach(conference, form.value);
  if (badCoach) return badCoach;
  const member = dialIn(network, conference, form.value);
  return reply(participantJson(network.account, conference, member), 201);
};
