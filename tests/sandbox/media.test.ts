import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeMulaw, encodeMulaw, mulawPower, power, SILENCE } from '../../sandbox/carrier/media/codec.ts';
import { SAMPLES_PER_FRAME } from '../../sandbox/carrier/media/leg.ts';
import { mix, type Voice } from '../../sandbox/carrier/media/mix.ts';
import {
  beep,
  clip,
  dtmf,
  inTurn,
  isDtmfKey,
  repeated,
  ringback,
  type Source,
  silence,
} from '../../sandbox/carrier/media/tones.ts';
import { readWav, writeWav } from '../../sandbox/carrier/media/wav.ts';

const samples = (length: fc.SizeForArbitrary | number = 160) =>
  fc.int16Array(typeof length === 'number' ? { minLength: length, maxLength: length } : { size: length });
const bytes = fc.uint8Array({ maxLength: 400 });

describe('µ-law', () => {
  test('decoding and encoding again gives the same sound', () => {
    fc.assert(
      fc.property(bytes, coded => {
        expect(decodeMulaw(encodeMulaw(decodeMulaw(coded)))).toEqual(decodeMulaw(coded));
      }),
    );
  });

  test('the error stays within half a step of the segment', () => {
    fc.assert(
      fc.property(samples(), linear => {
        const back = decodeMulaw(encodeMulaw(linear));
        for (const [i, sample] of linear.entries()) {
          const clipped = Math.max(-32635, Math.min(32635, sample));
          const step = 2 ** Math.max(3, Math.floor(Math.log2(Math.abs(clipped) + 132)) - 4);
          expect(Math.abs((back[i] ?? 0) - clipped)).toBeLessThanOrEqual(step / 2);
        }
      }),
    );
  });

  test('louder stays louder, and the sign is kept', () => {
    fc.assert(
      fc.property(fc.integer({ min: -32768, max: 32766 }), sample => {
        const [low = 0, high = 0] = decodeMulaw(encodeMulaw(Int16Array.of(sample, sample + 1)));
        expect(low).toBeLessThanOrEqual(high);
        expect(Math.sign(low) * Math.sign(sample)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('agrees with the values of the standard', () => {
    expect([...encodeMulaw(Int16Array.of(0, -1, 32767, -32768, 1000, -1000))]).toEqual([
      0xff, 0x7f, 0x80, 0x00, 0xce, 0x4e,
    ]);
    expect([...decodeMulaw(Uint8Array.of(0xff, 0x7f, 0x80, 0x00))].map(Math.abs)).toEqual([
      0, 0, 32124, 32124,
    ]);
  });

  test('power is the mean square, and silence has none', () => {
    expect(mulawPower(encodeMulaw(SILENCE))).toBe(0);
    expect(mulawPower(new Uint8Array())).toBe(0);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), coded => {
        expect(mulawPower(coded)).toBeCloseTo(power(decodeMulaw(coded)), 12);
      }),
    );
  });
});

describe('the mix', () => {
  const voice: fc.Arbitrary<Voice> = fc.record({
    said: fc.option(samples(), { nil: undefined }),
    muted: fc.boolean(),
    held: fc.boolean(),
  });
  const room = fc.array(voice, { maxLength: 5 });

  test('everyone hears the clipped sum of all other speakers', () => {
    fc.assert(
      fc.property(room, voices => {
        const heard = mix(voices);
        expect(heard.length).toBe(voices.length);
        for (const [index, listener] of voices.entries())
          for (let i = 0; i < SAMPLES_PER_FRAME; i++) {
            let total = 0;
            for (const [other, { said, muted, held }] of voices.entries())
              if (other !== index && !muted && !held && !listener.held) total += said?.[i] ?? 0;
            if (heard[index]?.[i] !== Math.max(-32768, Math.min(32767, total)))
              throw new Error(`Member ${index} hears ${heard[index]?.[i]} instead of ${total}.`);
          }
      }),
    );
  });

  test('a member’s own speech changes nothing for that member', () => {
    fc.assert(
      fc.property(voice, voice, samples(), (first, second, other) => {
        const before = mix([first, second]);
        const after = mix([{ ...first, said: other }, second]);
        expect(after[0]).toEqual(before[0]);
      }),
    );
  });

  test('muted and held members are not heard, and held members hear nobody', () => {
    fc.assert(
      fc.property(samples(), samples(), (one, two) => {
        const speaking = { said: two, muted: false, held: false };
        expect(mix([{ said: one, muted: true, held: false }, speaking])).toEqual([two, SILENCE]);
        expect(mix([{ said: one, muted: false, held: true }, speaking])).toEqual([SILENCE, SILENCE]);
      }),
    );
  });

  test('no member’s frames are overwritten by another', () => {
    fc.assert(
      fc.property(room, voices => {
        const before = voices.map(({ said }) => said?.slice());
        mix(voices);
        expect(voices.map(({ said }) => said)).toEqual(before);
        expect(power(SILENCE)).toBe(0);
      }),
    );
  });
});

/** The power of each frame until the source ends, at most `frames` of them. */
const powers = (source: Source, frames = 100_000) => {
  const found: number[] = [];
  for (let frame = source(); frame && found.length < frames; frame = source()) found.push(power(frame));
  return found;
};
/** The strength of a frequency in the samples (Goertzel), full scale = 1. */
const strength = (samplesOf: Int16Array, frequencyHz: number) => {
  let real = 0;
  let imaginary = 0;
  for (const [i, sample] of samplesOf.entries()) {
    real += (sample / 32768) * Math.cos((2 * Math.PI * frequencyHz * i) / 8000);
    imaginary += (sample / 32768) * Math.sin((2 * Math.PI * frequencyHz * i) / 8000);
  }
  return (2 * Math.hypot(real, imaginary)) / samplesOf.length;
};
const allOf = (source: Source) => {
  const found: number[] = [];
  for (let frame = source(); frame; frame = source()) found.push(...frame);
  return Int16Array.from(found);
};

describe('tones', () => {
  test('ringback sounds for two seconds in every six', () => {
    const heard = powers(ringback(), 600);
    expect(heard.slice(0, 100).every(value => value > 0.01)).toBe(true);
    expect(heard.slice(100, 300).every(value => value === 0)).toBe(true);
    expect(heard.slice(300, 400).every(value => value > 0.01)).toBe(true);
  });

  test('a beep ends', () => {
    expect(powers(beep(400)).length).toBe(20);
  });

  test('each key has its two tones and no other', () => {
    const rows = [697, 770, 852, 941];
    const columns = [1209, 1336, 1477, 1633];
    for (const [index, key] of [...'123A456B789C*0#D'].entries()) {
      const sound = allOf(dtmf(key, 1000));
      const heard = [...rows, ...columns].filter(hz => strength(sound, hz) > 0.1);
      expect(heard).toEqual([rows[Math.floor(index / 4)], columns[index % 4]]);
    }
  });

  test('a character that is no key has no tone', () => {
    for (const key of ['', 'E', '12', 'a', ' ']) {
      expect(isDtmfKey(key)).toBe(false);
      expect(() => dtmf(key)).toThrow('DTMF');
    }
  });

  test('sources follow each other and can repeat', () => {
    expect(powers(inTurn([beep(40), silence(20), beep(20)])).map(value => value > 0)).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(
      powers(
        repeated(() => inTurn([beep(20), silence(20)])),
        5,
      ).map(value => value > 0),
    ).toEqual([true, false, true, false, true]);
    expect(
      powers(
        repeated(() => inTurn([])),
        5,
      ),
    ).toEqual([]);
  });

  test('a clip plays completely and is padded with silence', () => {
    fc.assert(
      fc.property(samples('medium'), recorded => {
        const played = allOf(clip(recorded));
        expect(played.length % SAMPLES_PER_FRAME).toBe(0);
        expect(played.length - recorded.length).toBeLessThan(SAMPLES_PER_FRAME);
        expect(played.slice(0, recorded.length)).toEqual(recorded);
        expect(power(played.slice(recorded.length))).toBe(0);
      }),
    );
  });
});

describe('WAV files', () => {
  test('a written file is read back unchanged', () => {
    fc.assert(
      fc.property(samples('medium'), recorded => {
        expect(readWav(writeWav([recorded]))).toEqual({ ok: true, value: recorded });
      }),
    );
  });

  test('µ-law and unknown chunks are read', () => {
    const file = writeWav([new Int16Array(4)]);
    file.set([7, 0], 20);
    file.set([8, 0], 34);
    const read = readWav(file);
    expect(read.ok && read.value.length).toBe(8);
    const list = new TextEncoder().encode('LIST\u0003\0\0\0abc\0');
    const withList = new Uint8Array([
      ...writeWav([Int16Array.of(5)]).slice(0, 36),
      ...list,
      ...writeWav([Int16Array.of(5)]).slice(36),
    ]);
    expect(readWav(withList)).toEqual({ ok: true, value: Int16Array.of(5) });
  });

  test('other files are refused with the reason', () => {
    const stereo = writeWav([new Int16Array(4)]);
    stereo.set([2, 0], 22);
    const wideband = writeWav([new Int16Array(4)]);
    wideband.set([0x80, 0x3e], 24);
    const float = writeWav([new Int16Array(4)]);
    float.set([3, 0], 20);
    expect(readWav(stereo)).toEqual({ ok: false, error: 'not_8khz_mono' });
    expect(readWav(wideband)).toEqual({ ok: false, error: 'not_8khz_mono' });
    expect(readWav(float)).toEqual({ ok: false, error: 'unknown_format' });
    fc.assert(
      fc.property(bytes, noise => {
        expect(readWav(noise).ok).toBe(false);
      }),
    );
  });

  test('a truncated file is read as far as it goes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 44, max: 64 }), length => {
        const read = readWav(writeWav([new Int16Array(10)]).slice(0, length));
        expect(read.ok && read.value.length).toBe(Math.floor((length - 44) / 2));
      }),
    );
  });
});
