import type { Call } from '../calls/call.ts';
import type { RoomAudio } from '../media/room-audio.ts';
import type { Source } from '../media/tones.ts';
import type { RecordHow, Recording } from '../recordings/recording.ts';
import type { Callback } from '../webhooks/address.ts';

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
export type ParticipantSetup = {
  readonly call: Call;
  readonly label: string | undefined;
  readonly muted: boolean;
  readonly startOnEnter: boolean;
  readonly endOnExit: boolean;
  readonly earlyMedia: boolean;
  /** When the room hears a beep: `true` is on enter and on exit. */
  readonly beep: Beep;
  /** CallSid of the only member this participant speaks to. */
  readonly coach: string | undefined;
  /** Audio for the participant until the conference starts. */
  readonly waitAudio: Source | undefined;
  /** Decides how the call continues when it leaves the conference. */
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
  /** Undefined while the call is being dialled and has no audio yet. */
  joinedAt: number | undefined;
  leftAt: number | undefined;
  /** Stops the reports about when the participant speaks. */
  stopFollowing?: () => void;
};

/** A room on the network. Only life.ts changes it. */
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
  /** The first participant's callback wins. */
  callback: Callback | undefined;
  sequence: number;
  maxParticipants: number;
  readonly audio: RoomAudio;
  /** By CallSid: the calls that are in the room or being dialled into it. */
  readonly members: Map<string, Participant>;
  readonly former: Participant[];
  /** How the conference is recorded from its start, if at all. */
  record: { readonly how: RecordHow; readonly source: Recording['source'] } | undefined;
  readonly whenOver: Set<() => void>;
};

export const joined = (conference: Conference): Participant[] =>
  [...conference.members.values()].filter(member => member.joinedAt !== undefined);

/** Finds a participant by CallSid or label. */
export const memberOf = (conference: Conference, name: string): Participant | undefined =>
  conference.members.get(name) ?? [...conference.members.values()].find(member => member.label === name);
