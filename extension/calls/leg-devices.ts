import type { AudioTrouble } from '../messages.ts';

type Track = Pick<MediaStreamTrack, 'label' | 'enabled' | 'addEventListener'>;
type Speech<T extends Track> = { readonly getAudioTracks: () => readonly T[] };
type Listed = Pick<MediaDeviceInfo, 'kind' | 'label' | 'deviceId'>;

type Needs<T extends Track> = {
  readonly devices: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & {
    readonly enumerateDevices: () => Promise<readonly Listed[]>;
  };
  /** Opens the system's current default microphone. Rejects if there is none. */
  readonly open: () => Promise<Speech<T>>;
  /** Sends `next` in place of `lost`, a track that has ended. */
  readonly replace: (lost: T, next: T) => Promise<void>;
  readonly told: (trouble: AudioTrouble | null) => void;
};

export type LegDevices<T extends Track = MediaStreamTrack> = {
  /** The leg sends the audio of this microphone from now on. */
  readonly speakWith: (stream: Speech<T>) => void;
  readonly stop: () => void;
};

/** How long a change that needs no action from the rep is shown. */
const TELL_FOR_MS = 15_000;

/** Chrome prefixes the label of the system's default device with this. */
const plain = (label: string): string => label.replace(/^(?:Default|Communications) - /, '');

const speakerIn = (all: readonly Listed[]): Listed | undefined => {
  const speakers = all.filter(({ kind }) => kind === 'audiooutput');
  return speakers.find(({ deviceId }) => deviceId === 'default') ?? speakers[0];
};

/** Keeps a leg's audio working while microphones and speakers are plugged in and out, and reports each change. */
export const watchDevices = <T extends Track>({ devices, open, replace, told }: Needs<T>): LegDevices<T> => {
  let stopped = false;
  let enough: ReturnType<typeof setTimeout> | undefined;
  /** The track that ended while no other microphone could replace it. */
  let silent: T | undefined;
  let speaker: Listed | undefined;

  const say = (trouble: AudioTrouble | null): void => {
    if (stopped) return;
    clearTimeout(enough);
    if (trouble && 'label' in trouble) enough = setTimeout(() => told(null), TELL_FOR_MS);
    told(trouble);
  };

  const goOnWith = async (lost: T): Promise<void> => {
    try {
      const stream = await open();
      const [next] = stream.getAudioTracks();
      if (stopped || !next) return;
      next.enabled = lost.enabled;
      await replace(lost, next);
      silent = undefined;
      speakWith(stream);
      say({ kind: 'microphone_replaced', label: plain(next.label) });
    } catch {
      // No microphone is available. The next one that is plugged in is tried.
      silent = lost;
      say({ kind: 'no_microphone' });
    }
  };

  const speakWith = (stream: Speech<T>): void => {
    for (const track of stream.getAudioTracks()) {
      track.addEventListener('ended', () => {
        if (!stopped) void goOnWith(track);
      });
      track.addEventListener('mute', () => say({ kind: 'silent_microphone' }));
      track.addEventListener('unmute', () => say(null));
    }
  };

  const lookAtSpeaker = async (): Promise<void> => {
    const all = await devices.enumerateDevices();
    if (stopped) return;
    const before = speaker;
    speaker = speakerIn(all);
    if (before && !speaker) say({ kind: 'no_speaker' });
    else if (before && speaker && plain(before.label) !== plain(speaker.label)) {
      const isThere = all.some(
        ({ kind, label }) => kind === 'audiooutput' && plain(label) === plain(before.label),
      );
      // A rep who picked another speaker knows about it; a rep whose speaker was unplugged may not.
      if (!isThere) say({ kind: 'speaker_replaced', label: plain(speaker.label) });
    }
    speaker ??= before;
  };

  const changed = (): void => {
    if (silent) void goOnWith(silent);
    void lookAtSpeaker();
  };
  devices.addEventListener('devicechange', changed);
  void lookAtSpeaker();

  return {
    speakWith,
    stop: () => {
      stopped = true;
      clearTimeout(enough);
      devices.removeEventListener('devicechange', changed);
    },
  };
};
