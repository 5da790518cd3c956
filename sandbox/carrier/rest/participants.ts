import { announce } from '../conference/announce.ts';
import { type Beep, type Conference, memberOf, type Participant } from '../conference/conference.ts';
import { leaveConference } from '../conference/life.ts';
import { setCoach, setExit, setHeld, setMuted } from '../conference/update-participant.ts';
import { musicOf } from '../playback/music.ts';
import { isWebUrl } from '../webhooks/address.ts';
import { coachOf, faultOfCoach } from './coach.ts';
import { conferenceBySid } from './conferences.ts';
import { filter } from './filter.ts';
import { anyText, type Form, type FormRules, flag, method, methodOf, readForm } from './form.ts';
import { page } from './page.ts';
import { deleted, notFound, type RestResult, reply } from './reply.ts';
import { participantJson } from './resources.ts';
import type { RestRequest } from './routes.ts';

const audioUrl = { allows: isWebUrl, code: 21205 };

const UPDATE: FormRules = {
  Muted: flag,
  Hold: flag,
  HoldUrl: audioUrl,
  HoldMethod: method,
  AnnounceUrl: audioUrl,
  AnnounceMethod: method,
  EndConferenceOnExit: flag,
  BeepOnExit: flag,
  Coaching: flag,
  CallSidToCoach: anyText,
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

/** BeepOnExit changes half of what Beep set. */
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
  const isCoached = form.text('Coaching') !== undefined || form.text('CallSidToCoach') !== undefined;
  const badCoach = isCoached ? faultOfCoach(conference, form) : undefined;
  if (badCoach) return badCoach;
  if (isCoached) setCoach(network, conference, member, coachOf(form));
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
    network.guard.detach(announce(network, conference, address, member));
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
    Coaching: (member, value) => String(member.coach !== undefined) === value,
  });
  if (!members.ok) return members;
  return page('participants', request.path, request.query, members.value, member =>
    participantJson(request.network.account, conference, member),
  );
};
