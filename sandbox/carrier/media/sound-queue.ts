import { SILENCE } from './codec.ts';
import type { Source } from './tones.ts';

/** Plays sounds one after the other, with silence in between, until it is closed. */
export type SoundQueue = {
  readonly source: Source;
  /** `done` is called when the sound ends, with the number of frames heard and whether that was the whole sound. */
  add(sound: Source, done?: (frames: number, isWhole: boolean) => void): void;
  /** Ends the current sound and drops all waiting ones. */
  clear(): void;
  close(): void;
  isPlaying(): boolean;
};

type Item = {
  readonly sound: Source;
  readonly done: ((frames: number, isWhole: boolean) => void) | undefined;
};

export const createSoundQueue = (): SoundQueue => {
  let waiting: Item[] = [];
  let frames = 0;
  let isClosed = false;
  const drop = (isWhole: boolean) => {
    const item = waiting.shift();
    const heard = frames;
    frames = 0;
    item?.done?.(heard, isWhole);
  };
  return {
    source() {
      for (let item = waiting[0]; item; item = waiting[0]) {
        const frame = item.sound();
        if (frame) {
          frames++;
          return frame;
        }
        drop(true);
      }
      return isClosed ? undefined : SILENCE;
    },
    add(sound, done) {
      waiting.push({ sound, done });
    },
    clear() {
      const cut = waiting;
      waiting = [];
      const heard = frames;
      frames = 0;
      for (const [n, item] of cut.entries()) item.done?.(n === 0 ? heard : 0, false);
    },
    close() {
      isClosed = true;
      waiting = [];
    },
    isPlaying: () => waiting.length > 0,
  };
};
