import { power, SILENCE } from './codec.ts';
import { FRAME_MS, type Frame, type MediaLeg } from './leg.ts';
import { mix, reaches, speaks, sumOf, type Voice } from './mix.ts';
import type { Ticker } from './ticker.ts';
import type { Source } from './tones.ts';

export type MemberAudio = {
  /** The others do not hear this member; it hears them. */
  readonly muted: boolean;
  /** The member hears `holdAudio` (silence if there is none) and nobody hears the member. */
  readonly held: boolean;
  readonly holdAudio: Source | undefined;
  /** Still ringing: the others hear the member's early media (ringback); it hears nothing yet. */
  readonly ringing: boolean;
  /** The one member this member speaks to; it hears everyone. */
  readonly coaches?: string | undefined;
};

/** A playback to one member. It replaces the room's audio for that member until it ends. */
export interface Playback {
  stop(): void;
  /** Fulfilled at the end of the source, on stop, when another playback replaces it and when the member leaves. */
  readonly ended: Promise<void>;
}

/** The audio of one room. An empty room costs nothing. */
export interface RoomAudio {
  /** If the id is already in the room, the new leg replaces the old one. */
  join(id: string, leg: MediaLeg, audio?: Partial<MemberAudio>): void;
  /** The leg stays open: it belongs to the code that created it. Unknown ids are ignored. */
  leave(id: string): void;
  update(id: string, audio: Partial<MemberAudio>): void;
  /** The playback ends at once if there is no such member. */
  play(id: string, source: Source): Playback;
  isPlaying(id: string): boolean;
  /** Who has heard whom so far, including members who have left. */
  heard(): readonly Heard[];
  /** Receives everything that is said to the room until the returned function is called; the room beats meanwhile. */
  listen(hear: (frame: Frame) => void): () => void;
  close(): void;
}

/** What one member heard of another: `ms` with sound, and its energy. */
export type Heard = {
  readonly listener: string;
  readonly speaker: string;
  readonly ms: number;
  readonly energy: number;
  /** Start and end, ms UTC; pauses shorter than a second do not end a span. */
  readonly spans: readonly (readonly [number, number])[];
};

const SAME_SPAN_MS = 1000;

type Playing = { readonly source: Source; readonly end: () => void };
type Pair = {
  readonly listener: string;
  readonly speaker: string;
  ms: number;
  energy: number;
  readonly spans: [number, number][];
};
type Member = { leg: MediaLeg; audio: MemberAudio; playing: Playing | undefined };

const PRESENT: MemberAudio = { muted: false, held: false, holdAudio: undefined, ringing: false };

export const createRoomAudio = (ticker: Ticker): RoomAudio => {
  const members = new Map<string, Member>();
  const pairs = new Map<string, Pair>();
  const listeners = new Set<(frame: Frame) => void>();
  let rest: (() => void) | undefined;

  const note = (listener: string, speaker: string, energy: number) => {
    const key = `${listener} ${speaker}`;
    const pair: Pair = pairs.get(key) ?? { listener, speaker, ms: 0, energy: 0, spans: [] };
    pair.ms += FRAME_MS;
    pair.energy += energy;
    const now = ticker.now();
    const last = pair.spans.at(-1);
    if (last && now - last[1] <= SAME_SPAN_MS) last[1] = now + FRAME_MS;
    else pair.spans.push([now, now + FRAME_MS]);
    pairs.set(key, pair);
  };

  const tick = () => {
    const present = [...members];
    const voices = present.map(
      ([id, { leg, audio }]): Voice => ({
        id,
        said: leg.pull(),
        muted: audio.muted,
        held: audio.held,
        coaches: audio.coaches,
      }),
    );
    const heard = mix(voices);
    const energies = voices.map(voice => (voice.said && speaks(voice) ? power(voice.said) : 0));
    for (const [index, [listener, member]] of present.entries()) {
      const own = ownAudio(member);
      member.leg.push(own ?? heard[index] ?? SILENCE);
      if (own) continue;
      for (const [other, [speaker]] of present.entries()) {
        const energy = energies[other] ?? 0;
        const [voice, ear] = [voices[other], voices[index]];
        if (other !== index && energy > 0 && voice && ear && reaches(voice, ear) && !ear.held)
          note(listener, speaker, energy);
      }
    }
    if (listeners.size > 0) {
      const all = sumOf(voices.flatMap(voice => (voice.said && isPublic(voice) ? [voice.said] : [])));
      for (const hear of listeners) hear(all);
    }
    if (!ticker.restsUnplayed || listeners.size > 0 || present.some(([, { playing }]) => playing)) return;
    rest?.();
    rest = undefined;
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
      if (!ticker.restsUnplayed || listeners.size > 0) rest ??= ticker.add(tick);
    },
    leave,
    update(id, audio) {
      const member = members.get(id);
      if (member) member.audio = { ...member.audio, ...audio };
    },
    play(id, source) {
      if (ticker.restsUnplayed && members.has(id)) rest ??= ticker.add(tick);
      return play(members.get(id), source);
    },
    isPlaying: id => members.get(id)?.playing !== undefined,
    heard: () =>
      [...pairs.values()].map(pair => ({ ...pair, spans: pair.spans.map(span => [...span] as const) })),
    listen(hear) {
      listeners.add(hear);
      if (members.size > 0) rest ??= ticker.add(tick);
      return () => listeners.delete(hear);
    },
    close() {
      for (const id of [...members.keys()]) leave(id);
    },
  };
};

/** A coach speaks to one member, not to the room. */
const isPublic = (voice: Voice): boolean => speaks(voice) && voice.coaches === undefined;

/** What a member hears instead of the room: a playback comes before hold audio. */
const ownAudio = (member: Member): Frame | undefined => {
  const played = member.playing?.source();
  if (played) return played;
  member.playing?.end();
  if (member.audio.ringing) return SILENCE;
  return member.audio.held ? (member.audio.holdAudio?.() ?? SILENCE) : undefined;
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
