import type { Frame, MediaLeg } from './leg.ts';
import type { Ticker } from './ticker.ts';

/** Audio from somewhere, one frame per call; undefined when it is over. */
export type Source = () => Frame | undefined;

export type MemberAudio = {
  /** The others do not hear it; it hears them. */
  readonly muted: boolean;
  /** It hears `holdAudio` (silence if there is none) and nobody hears it. */
  readonly held: boolean;
  readonly holdAudio: Source | undefined;
  /** Still ringing: the others hear its early media (ringback), it hears nothing yet. */
  readonly ringing: boolean;
};

/** A playback to one member. It replaces the room for that member until it ends. */
export interface Playback {
  stop(): void;
  /** Fulfilled at the end of the source, on stop and when the member leaves. */
  readonly ended: Promise<void>;
}

/** The audio of one room. It costs nothing while it is empty. */
export interface RoomAudio {
  join(id: string, leg: MediaLeg, audio?: Partial<MemberAudio>): void;
  /** The leg stays open: it belongs to whoever made it. Unknown ids are ignored. */
  leave(id: string): void;
  update(id: string, audio: Partial<MemberAudio>): void;
  play(id: string, source: Source): Playback;
  /** What a member who is alone hears (a conference's waitUrl); undefined is silence. */
  setWaitAudio(source: Source | undefined): void;
  close(): void;
}

export const createRoomAudio = (_ticker: Ticker): RoomAudio => {
  throw new Error('The audio room is not built yet.');
};
