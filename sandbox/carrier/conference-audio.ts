import { SILENCE } from './codec.ts';
import type { Frame, MediaLeg } from './leg.ts';
import { mix, type Voice } from './mix.ts';
import type { Ticker } from './ticker.ts';
import type { Source } from './tones.ts';

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
  /** Fulfilled at the end of the source, on stop, when another playback takes its place and when the member leaves. */
  readonly ended: Promise<void>;
}

/** The audio of one room. It costs nothing while it is empty. */
export interface RoomAudio {
  /** An id that is already in the room is taken over by the new leg. */
  join(id: string, leg: MediaLeg, audio?: Partial<MemberAudio>): void;
  /** The leg stays open: it belongs to whoever made it. Unknown ids are ignored. */
  leave(id: string): void;
  update(id: string, audio: Partial<MemberAudio>): void;
  /** Ends at once if there is no such member. */
  play(id: string, source: Source): Playback;
  /** What a member who is alone hears (a conference's waitUrl); undefined is silence. */
  setWaitAudio(source: Source | undefined): void;
  close(): void;
}

type Playing = { readonly source: Source; readonly end: () => void };
type Member = { leg: MediaLeg; audio: MemberAudio; playing: Playing | undefined };

const PRESENT: MemberAudio = { muted: false, held: false, holdAudio: undefined, ringing: false };

export const createRoomAudio = (ticker: Ticker): RoomAudio => {
  const members = new Map<string, Member>();
  let waitAudio: Source | undefined;
  let rest: (() => void) | undefined;

  const tick = () => {
    const present = [...members.values()];
    const voices = present.map(
      ({ leg, audio }): Voice => ({ said: leg.pull(), muted: audio.muted, held: audio.held }),
    );
    const heard = mix(voices);
    const alone = present.length === 1 ? (waitAudio?.() ?? SILENCE) : undefined;
    for (const [index, member] of present.entries())
      member.leg.push(toHear(member, alone ?? heard[index] ?? SILENCE));
  };

  const leave = (id: string) => {
    members.get(id)?.playing?.end();
    members.delete(id);
    if (members.size > 0) return;
    rest?.();
    rest = undefined;
  };

  return {
    join(id, leg, audio = {}) {
      members.get(id)?.playing?.end();
      members.set(id, { leg, audio: { ...PRESENT, ...audio }, playing: undefined });
      rest ??= ticker.add(tick);
    },
    leave,
    update(id, audio) {
      const member = members.get(id);
      if (member) member.audio = { ...member.audio, ...audio };
    },
    play: (id, source) => play(members.get(id), source),
    setWaitAudio(source) {
      waitAudio = source;
    },
    close() {
      for (const id of [...members.keys()]) leave(id);
    },
  };
};

/** A playback comes before hold audio, hold audio before the room. */
const toHear = (member: Member, room: Frame): Frame => {
  const played = member.playing?.source();
  if (played) return played;
  member.playing?.end();
  if (member.audio.ringing) return SILENCE;
  if (member.audio.held) return member.audio.holdAudio?.() ?? SILENCE;
  return room;
};

const play = (member: Member | undefined, source: Source): Playback => {
  member?.playing?.end();
  const { promise, resolve } = Promise.withResolvers<void>();
  const playing: Playing = {
    source,
    end() {
      if (member?.playing === playing) member.playing = undefined;
      resolve();
    },
  };
  if (member) member.playing = playing;
  else resolve();
  return { stop: playing.end, ended: promise };
};
