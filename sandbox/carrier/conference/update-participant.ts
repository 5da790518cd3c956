import type { Source } from '../media/tones.ts';
import type { Conference, Participant } from './conference.ts';
import { tellConference } from './events.ts';
import { applyAudio } from './life.ts';
import type { ConferenceNetwork } from './network.ts';

/** Sets whether the participant's leaving ends the conference, and when the room beeps. */
export const setExit = (
  network: ConferenceNetwork,
  conference: Conference,
  member: Participant,
  { endOnExit, beep }: Pick<Participant, 'endOnExit' | 'beep'>,
): void => {
  if (member.endOnExit === endOnExit && member.beep === beep) return;
  member.endOnExit = endOnExit;
  member.beep = beep;
  member.updatedAt = network.time.clock.now();
  tellConference(network, conference, 'participant-modify', member);
};

/** Sets the only member a participant speaks to; undefined: everybody. */
export const setCoach = (
  network: ConferenceNetwork,
  conference: Conference,
  member: Participant,
  coach: string | undefined,
): void => {
  if (member.coach === coach) return;
  member.coach = coach;
  member.updatedAt = network.time.clock.now();
  applyAudio(conference, member);
  tellConference(network, conference, 'participant-modify', member);
};

export const setMuted = (
  network: ConferenceNetwork,
  conference: Conference,
  member: Participant,
  muted: boolean,
): void => {
  if (member.muted === muted) return;
  member.muted = muted;
  member.updatedAt = network.time.clock.now();
  applyAudio(conference, member);
  tellConference(network, conference, muted ? 'participant-mute' : 'participant-unmute', member);
};

export const setHeld = (
  network: ConferenceNetwork,
  conference: Conference,
  member: Participant,
  held: boolean,
  music?: Source,
): void => {
  const changed = member.held !== held;
  member.held = held;
  member.holdAudio = held ? music : undefined;
  member.updatedAt = network.time.clock.now();
  applyAudio(conference, member);
  if (changed) tellConference(network, conference, held ? 'participant-hold' : 'participant-unhold', member);
};
