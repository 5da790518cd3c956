import type { Call } from './call.ts';
import type { RoomAudio } from './conference-audio.ts';
import type { RecordHow, Recording } from './recording.ts';
import type { Source } from './tones.ts';
import type { Callback } from './twiml-verbs.ts';

export type LeaveReason =
  | 'participant_hung_up'
  | 'participant_updated_via_api'
  | 'moderator_ended_conference'
  | 'conference_ended_via_api'
  | 'participant_add_failed';

export type EndReason =
  | 'conference-ended-via-api'
  | 'participant-with-end-conference-on-exit-left'
  | 'participant-with-end-conference-on-exit-kicked'
  | 'last-participant-left'
  | 'last-participant-kicked';

export type Beep = 'true' | 'false' | 'onEnter' | 'onExit';
const BEEPS: readonly Beep[] = ['true', 'false', 'onEnter', 'onExit'];
/** Without a word there is a beep at both. */
export const beepOf = (text: string | undefined): Beep => BEEPS.find(beep => beep === text) ?? 'true';

export type ParticipantSetup = {
  readonly call: Call;
  readonly label: string | undefined;
  readonly muted: boolean;
  readonly startOnEnter: boolean;
  readonly endOnExit: boolean;
  readonly earlyMedia: boolean;
  /** When the room hears a beep: `true` is at its coming and its going. */
  readonly beep: Beep;
  /** The CallSid of whom alone it speaks to. */
  readonly coach: string | undefined;
  /** What it hears until the conference starts. */
  readonly waitAudio: Source | undefined;
  /** What happens to the call when the conference lets it go. */
  readonly onLeft: (reason: LeaveReason) => void;
};

export type Participant = Omit<ParticipantSetup, 'muted' | 'endOnExit' | 'onLeft' | 'beep' | 'coach'> & {
  muted: boolean;
  coach: string | undefined;
  endOnExit: boolean;
  beep: Beep;
  onLeft: (reason: LeaveReason) => void;
  held: boolean;
  holdAudio: Source | undefined;
  readonly createdAt: number;
  updatedAt: number;
  /** Undefined while the call is dialled and nothing of it is heard yet. */
  joinedAt: number | undefined;
  leftAt: number | undefined;
  /** Ends what is told of its speaking. */
  stopFollowing?: () => void;
};

/** A room on the network. conference-life.ts changes it. */
export type Conference = {
  readonly sid: string;
  readonly friendlyName: string;
  readonly createdAt: number;
  updatedAt: number;
  status: 'init' | 'in-progress' | 'completed';
  startedAt: number | undefined;
  endedAt: number | undefined;
  reasonEnded: EndReason | undefined;
  callSidEnding: string | undefined;
  /** The first participant's wins. */
  callback: Callback | undefined;
  sequence: number;
  maxParticipants: number;
  readonly audio: RoomAudio;
  /** By CallSid: who is in it or being dialled into it. */
  readonly members: Map<string, Participant>;
  readonly former: Participant[];
  /** How it is recorded from its start, if at all. */
  record: { readonly how: RecordHow; readonly source: Recording['source'] } | undefined;
  readonly whenOver: Set<() => void>;
};

export const joined = (conference: Conference): Participant[] =>
  [...conference.members.values()].filter(member => member.joinedAt !== undefined);

/** By CallSid or label. */
export const memberOf = (conference: Conference, name: string): Participant | undefined =>
  conference.members.get(name) ?? [...conference.members.values()].find(member => member.label === name);

const MAX_LABEL = 128;

export const isLabel = (label: string): boolean =>
  label.length > 0 && label.length <= MAX_LABEL && !/\/|%2f/i.test(label) && !/^CA[0-9a-f]{32}$/.test(label);
