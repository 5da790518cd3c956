import type { Frame } from './leg.ts';

const SAMPLE_RATE = 8000;
// About -40 dBFS for a sine: below this a tone is a line's noise.
const QUIETEST = 2e4;
// A share of the frame's energy. Speech and music leave far more, the rounding of a telephone line far less.
const MOST_RESIDUE = 0.02;

/**
 * The frequency of a frame that is one steady tone, in Hz. In such a tone each sample follows from the two before it:
 * x(n+1) = 2 cos(w) x(n) - x(n-1). The part that does not fit is the residue.
 */
export const pureTone = (frame: Frame): number | undefined => {
  let energy = 0;
  let product = 0;
  for (let n = 1; n + 1 < frame.length; n++) {
    const now = frame[n] ?? 0;
    energy += now * now;
    product += now * ((frame[n - 1] ?? 0) + (frame[n + 1] ?? 0));
  }
  if (energy / frame.length < QUIETEST) return undefined;
  const twoCos = product / energy;
  if (Math.abs(twoCos) >= 2) return undefined;
  let residue = 0;
  for (let n = 1; n + 1 < frame.length; n++) {
    const off = (frame[n - 1] ?? 0) + (frame[n + 1] ?? 0) - twoCos * (frame[n] ?? 0);
    residue += off * off;
  }
  return residue / energy > MOST_RESIDUE ? undefined : (Math.acos(twoCos / 2) * SAMPLE_RATE) / (2 * Math.PI);
};
