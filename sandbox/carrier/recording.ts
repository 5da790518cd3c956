import { readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Network } from './network.ts';
import { writeWav } from './wav.ts';

/** What was recorded of a call. */
export type Recording = {
  readonly sid: string;
  readonly callSid: string;
  readonly startedAt: number;
  readonly seconds: number;
  /** Absent: there was nothing to keep. */
  readonly status: 'completed' | 'absent';
  /** Held here only where the carrier keeps no files. */
  readonly wav: Uint8Array | undefined;
};

const fileOf = (dataDir: string, sid: string): string => join(dataDir, 'recordings', `${sid}.wav`);

/** Keeps 8 kHz audio: as a file where the carrier has a folder, else in memory. */
export const keepRecording = async (
  network: Network,
  callSid: string,
  startedAt: number,
  samples: Int16Array,
): Promise<Recording> => {
  const sid = network.newSid('RE');
  const wav = writeWav(samples);
  const { dataDir } = network;
  if (dataDir && samples.length > 0) {
    await mkdir(join(dataDir, 'recordings'), { recursive: true });
    await writeFile(fileOf(dataDir, sid), wav);
  }
  const recording: Recording = {
    sid,
    callSid,
    startedAt,
    seconds: Math.ceil(samples.length / 8000),
    status: samples.length > 0 ? 'completed' : 'absent',
    wav: dataDir ? undefined : wav,
  };
  network.recordings.set(sid, recording);
  return recording;
};

export const recordingWav = (network: Network, { sid, wav }: Recording): Uint8Array | undefined =>
  wav ?? (network.dataDir ? readFileSync(fileOf(network.dataDir, sid)) : undefined);

export const forgetRecording = (network: Network, sid: string): void => {
  network.recordings.delete(sid);
  if (network.dataDir) rmSync(fileOf(network.dataDir, sid), { force: true });
};
