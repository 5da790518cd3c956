import { inTurn, repeated, type Source, silence, steady } from './tones.ts';

// A rising and falling chord: unmistakable next to ringback, busy and speech.
const NOTES_HZ = [392, 494, 587, 784, 587, 494];

/** Stands in for Twilio's hold music. It never ends. */
export const houseMusic = (): Source =>
  repeated(() => inTurn(NOTES_HZ.flatMap(hz => [steady(hz, 300), silence(60)])));
