import { type Frame, SAMPLES_PER_FRAME } from './leg.ts';

// G.711 µ-law (ITU-T G.711): a sign, three bits of exponent, four of mantissa, stored inverted.
const BIAS = 0x84;
const FULL_SCALE = 32_768;
const CLIP = 32635;

const expand = (byte: number): number => {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
  return bits & 0x80 ? -magnitude : magnitude;
};

const compress = (sample: number): number => {
  const sign = sample < 0 ? 0x80 : 0;
  const biased = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = 24 - Math.clz32(biased);
  const mantissa = (biased >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
};

const TO_LINEAR = Int16Array.from({ length: 256 }, (_, byte) => expand(byte));
const TO_MULAW = Uint8Array.from({ length: 65536 }, (_, index) => compress((index << 16) >> 16));
const TO_POWER = Float64Array.from(TO_LINEAR, sample => (sample / FULL_SCALE) ** 2);

/** The µ-law byte of silence. */
export const MULAW_SILENCE = 0xff;

/** Sent while nobody speaks. Shared by all legs: never write into it. */
export const SILENCE: Frame = new Int16Array(SAMPLES_PER_FRAME);

export const encodeMulaw = (samples: Int16Array): Uint8Array => {
  const bytes = new Uint8Array(samples.length);
  for (let i = 0; i < samples.length; i++) bytes[i] = TO_MULAW[(samples[i] ?? 0) & 0xffff] ?? MULAW_SILENCE;
  return bytes;
};

export const decodeMulaw = (bytes: Uint8Array): Int16Array => {
  const samples = new Int16Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) samples[i] = TO_LINEAR[bytes[i] ?? MULAW_SILENCE] ?? 0;
  return samples;
};

/** Mean squared amplitude of µ-law audio, full scale = 1. Silence is exactly 0. */
export const mulawPower = (bytes: Uint8Array): number => {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) sum += TO_POWER[bytes[i] ?? MULAW_SILENCE] ?? 0;
  return bytes.length === 0 ? 0 : sum / bytes.length;
};

/** Mean squared amplitude of linear audio, full scale = 1. */
export const power = (samples: Int16Array): number => {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : sum / (samples.length * FULL_SCALE * FULL_SCALE);
};

// About -46 dBFS: above a line's noise, below a quiet voice.
const VOICE_POWER = 2.5e-5;

export const soundsLikeVoice = (samples: Int16Array): boolean => power(samples) > VOICE_POWER;
