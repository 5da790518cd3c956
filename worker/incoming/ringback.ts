import type { Context } from 'hono';
import type { AppEnv } from '../context.ts';

const RATE = 8_000;
const TONE_SECONDS = 2;
const SILENCE_SECONDS = 4;
const HZ = [440, 480] as const;
const LOUDNESS = 0.15 * 0x7fff;
const HEADER_BYTES = 44;

/** The North American ringing tone, once and with the pause that follows: 16 bits, mono, as a WAV file. */
const wav = (): Uint8Array => {
  const samples = RATE * (TONE_SECONDS + SILENCE_SECONDS);
  const bytes = samples * 2;
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + bytes));
  const text = (at: number, letters: string): void => {
    for (const [index, letter] of [...letters].entries()) view.setUint8(at + index, letter.charCodeAt(0));
  };
  text(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + bytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, bytes, true);
  for (let at = 0; at < RATE * TONE_SECONDS; at += 1) {
    const sum = HZ.reduce((sound, hz) => sound + Math.sin((2 * Math.PI * hz * at) / RATE), 0);
    view.setInt16(HEADER_BYTES + at * 2, Math.round(sum * LOUDNESS), true);
  }
  return new Uint8Array(view.buffer);
};

/** What a caller hears while reps are rung. The carrier repeats it, and may keep it. */
export const ringback = (c: Context<AppEnv>): Response =>
  c.body(wav().buffer as ArrayBuffer, 200, {
    'content-type': 'audio/wav',
    'cache-control': 'public, max-age=86400',
  });
