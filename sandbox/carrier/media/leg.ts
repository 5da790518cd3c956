/** One 20 ms frame of 8 kHz mono PCM: 160 samples. */
export type Frame = Int16Array;
export const SAMPLES_PER_FRAME = 160;
export const FRAME_MS = 20;

/** Counted since the leg began. Energy is the sum over frames of mean squared amplitude (full scale = 1). */
export type Flow = { packets: number; energy: number };

/** The audio end of one leg: what its party hears and says. WebRtcLeg, SimLeg (a scripted person), NullLeg. */
export interface MediaLeg {
  /** To the party: the audio of this 20 ms. */
  push(frame: Frame): void;
  /** From the party: the audio of this 20 ms, or undefined for silence. Called once per tick. */
  pull(): Frame | undefined;
  /** Called with each digit the party presses. */
  onDigit: ((digit: string) => void) | undefined;
  /** Plays a digit to the party. */
  playDigit(digit: string): void;
  close(): void;
  /** `heard`: carrier → party; `said`: party → carrier. */
  flow(): { heard: Flow; said: Flow };
}
