import { err, ok, type Result } from '../../../shared/result.ts';
import { decodeMulaw } from './codec.ts';

export type WavFault = 'not_wav' | 'not_8khz_mono' | 'unknown_format';

const PCM = 1;
const MULAW = 7;
const HEADER_BYTES = 44;

type Chunk = { readonly id: string; readonly data: DataView };

function* chunks(file: Uint8Array): Generator<Chunk> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 12; at + 8 <= file.byteLength; ) {
    // The header of a file that was cut off during writing claims more bytes than the file has.
    const length = Math.min(view.getUint32(at + 4, true), file.byteLength - at - 8);
    yield { id: ascii(file, at), data: new DataView(file.buffer, file.byteOffset + at + 8, length) };
    at += 8 + length + (length % 2);
  }
}

const ascii = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

/** Reads 8 kHz audio: 16 bit PCM with one or two channels, or µ-law with one. */
export const readChannels = (file: Uint8Array): Result<readonly Int16Array[], WavFault> => {
  if (ascii(file, 0) !== 'RIFF' || ascii(file, 8) !== 'WAVE') return err('not_wav');
  const found = new Map([...chunks(file)].map(chunk => [chunk.id, chunk.data]));
  const format = found.get('fmt ');
  const data = found.get('data');
  if (!format || format.byteLength < 16 || !data) return err('not_wav');
  const count = format.getUint16(2, true);
  if (count < 1 || count > 2 || format.getUint32(4, true) !== 8000) return err('not_8khz_mono');
  const kind = format.getUint16(0, true);
  const bits = format.getUint16(14, true);
  if (kind === MULAW && bits === 8 && count === 1)
    return ok([decodeMulaw(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))]);
  if (kind !== PCM || bits !== 16) return err('unknown_format');
  const length = Math.floor(data.byteLength / (2 * count));
  return ok(
    Array.from({ length: count }, (_, n) =>
      Int16Array.from({ length }, (_sample, i) => data.getInt16((i * count + n) * 2, true)),
    ),
  );
};

/** Reads 8 kHz mono audio. */
export const readWav = (file: Uint8Array): Result<Int16Array, WavFault> => {
  const read = readChannels(file);
  if (!read.ok) return read;
  const [samples, second] = read.value;
  return samples && !second ? ok(samples) : err('not_8khz_mono');
};

/** A 16 bit PCM file, 8 kHz, with one list of samples per channel. */
export const writeWav = (channels: readonly Int16Array[]): Uint8Array => {
  const count = channels.length;
  const length = Math.max(...channels.map(samples => samples.length));
  const file = new Uint8Array(HEADER_BYTES + length * count * 2);
  const view = new DataView(file.buffer);
  const text = (at: number, word: string) => file.set(new TextEncoder().encode(word), at);
  text(0, 'RIFF');
  view.setUint32(4, file.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, count, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 16000 * count, true);
  view.setUint16(32, 2 * count, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, length * count * 2, true);
  for (const [n, samples] of channels.entries())
    for (let i = 0; i < length; i++) view.setInt16(HEADER_BYTES + (i * count + n) * 2, samples[i] ?? 0, true);
  return file;
};
