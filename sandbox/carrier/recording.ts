import { readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PRICING_MS } from './ledger-money.ts';
import type { Network } from './network.ts';
import type { Callback } from './twiml-verbs.ts';
import { writeWav } from './wav.ts';

/** What is recorded, and whom it is told. */
export type RecordHow = {
  /** Two: what the call's party says, and beside it what it hears. */
  readonly channels: 1 | 2;
  readonly track: 'both' | 'inbound' | 'outbound';
  /** Silence before the first and after the last sound is cut off. */
  readonly trim: boolean;
  readonly callback: Callback | undefined;
};

export type RecordingSource =
  | 'RecordVerb'
  | 'DialVerb'
  | 'Conference'
  | 'OutboundAPI'
  | 'StartCallRecordingAPI'
  | 'StartConferenceRecordingAPI'
  | 'StartRecordingTwiML';

/** What listens while it is recorded. */
export type LiveRecording = {
  /** `silence` is recorded meanwhile, or nothing. */
  pause(meanwhile: 'silence' | 'skip'): void;
  resume(): void;
  stop(): void;
};

/** What was or is recorded of a call or a conference. Only recorder.ts changes it. */
export type Recording = {
  readonly sid: string;
  readonly callSid: string;
  readonly conferenceSid: string | undefined;
  readonly source: RecordingSource;
  readonly track: RecordHow['track'];
  readonly channels: 1 | 2;
  readonly startedAt: number;
  /** Seconds begun; 0 while it is recorded. */
  seconds: number;
  /** Absent: there was nothing to keep. */
  status: 'in-progress' | 'paused' | 'processing' | 'completed' | 'absent';
  /** Held here only where the carrier keeps no files. */
  wav: Uint8Array | undefined;
  live: LiveRecording | undefined;
  /** What was said in it, where somebody asked for it. */
  transcript: { readonly sid: string; readonly text: string; readonly createdAt: number } | undefined;
  /** What it costs is known. */
  isPriced: boolean;
};

export type RecordingSetup = Pick<
  Recording,
  'callSid' | 'conferenceSid' | 'source' | 'track' | 'channels' | 'startedAt'
>;

const fileOf = (dataDir: string, sid: string): string => join(dataDir, 'recordings', `${sid}.wav`);

export const openRecording = (network: Network, setup: RecordingSetup): Recording => {
  const recording: Recording = {
    ...setup,
    sid: network.newSid('RE'),
    seconds: 0,
    status: 'in-progress',
    wav: undefined,
    live: undefined,
    transcript: undefined,
    isPriced: false,
  };
  network.recordings.set(recording.sid, recording);
  return recording;
};

// Twilio processes the audio first, the longer the more of it there is; its documents name no figure.
const PROCESSING_MS = 3000;
const PROCESSING_SHARE = 0.02;

/**
 * Keeps 8 kHz audio, one list of samples for each channel: as a file where the carrier has a folder, else in memory.
 * Fulfilled when it can be had, some seconds later.
 */
export const closeRecording = async (
  network: Network,
  recording: Recording,
  channels: readonly Int16Array[],
): Promise<void> => {
  const { dataDir } = network;
  const samples = Math.max(...channels.map(({ length }) => length));
  recording.live = undefined;
  recording.status = 'processing';
  recording.seconds = Math.ceil(samples / 8000);
  const wav = writeWav(channels);
  if (dataDir && samples > 0)
    await network.time.during(async () => {
      await mkdir(join(dataDir, 'recordings'), { recursive: true });
      await writeFile(fileOf(dataDir, recording.sid), wav);
    });
  else if (samples > 0) recording.wav = wav;
  await new Promise<void>(done => {
    network.timers.afterProcessing(PROCESSING_MS + recording.seconds * 1000 * PROCESSING_SHARE, done);
  });
  recording.status = samples > 0 ? 'completed' : 'absent';
  network.timers.afterProcessing(PRICING_MS, () => {
    recording.isPriced = true;
  });
};

export const recordingWav = (network: Network, { sid, wav }: Recording): Uint8Array | undefined =>
  wav ?? (network.dataDir ? readFileSync(fileOf(network.dataDir, sid)) : undefined);

export const forgetRecording = (network: Network, sid: string): void => {
  network.recordings.delete(sid);
  if (network.dataDir) rmSync(fileOf(network.dataDir, sid), { force: true });
};
