import { readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PRICING_MS } from '../account/rates.ts';
import { writeWav } from '../media/wav.ts';
import type { Callback } from '../webhooks/address.ts';
import type { RecordingNetwork } from './network.ts';

/** What is recorded, and where its status is reported. */
export type RecordHow = {
  /** Two: one for what the call's party says, one for what it hears. */
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

/** Controls a recording in progress. */
export type LiveRecording = {
  /** While paused, silence is recorded, or nothing. */
  pause(meanwhile: 'silence' | 'skip'): void;
  resume(): void;
  stop(): void;
};

/** A recording of a call or a conference. Only recorder.ts changes it. */
export type Recording = {
  readonly sid: string;
  readonly callSid: string;
  readonly conferenceSid: string | undefined;
  readonly source: RecordingSource;
  readonly track: RecordHow['track'];
  readonly channels: 1 | 2;
  readonly startedAt: number;
  /** Started seconds; 0 while recording. */
  seconds: number;
  /** Absent: there was nothing to save. */
  status: 'in-progress' | 'paused' | 'processing' | 'completed' | 'absent';
  /** In memory only if the carrier saves no files. */
  wav: Uint8Array | undefined;
  live: LiveRecording | undefined;
  /** The recording's transcript, if the application asked for one. */
  transcript: { readonly sid: string; readonly text: string; readonly createdAt: number } | undefined;
  /** The price is known. */
  isPriced: boolean;
};

/** The account's recordings; they survive a restart. */
export type Recordings = {
  readonly bySid: Map<string, Recording>;
  /** The folder for files; undefined keeps them in memory. */
  readonly dataDir: string | undefined;
};

export type RecordingSetup = Pick<
  Recording,
  'callSid' | 'conferenceSid' | 'source' | 'track' | 'channels' | 'startedAt'
>;

const fileOf = (dataDir: string, sid: string): string => join(dataDir, 'recordings', `${sid}.wav`);

export const openRecording = (network: RecordingNetwork, setup: RecordingSetup): Recording => {
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
  network.recordings.bySid.set(recording.sid, recording);
  return recording;
};

// Twilio processes longer audio longer; its documentation gives no figure.
const PROCESSING_MS = 3000;
const PROCESSING_SHARE = 0.02;

/**
 * Saves 8 kHz audio, one list of samples per channel: as a file if the carrier has a folder, else in memory.
 * Fulfilled when the recording is available, some seconds later.
 */
export const closeRecording = async (
  network: RecordingNetwork,
  recording: Recording,
  channels: readonly Int16Array[],
): Promise<void> => {
  const { dataDir } = network.recordings;
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
    network.time.timers.afterProcessing(PROCESSING_MS + recording.seconds * 1000 * PROCESSING_SHARE, done);
  });
  recording.status = samples > 0 ? 'completed' : 'absent';
  network.time.timers.afterProcessing(PRICING_MS, () => {
    recording.isPriced = true;
  });
};

export const recordingWav = ({ dataDir }: Recordings, { sid, wav }: Recording): Uint8Array | undefined =>
  wav ?? (dataDir ? readFileSync(fileOf(dataDir, sid)) : undefined);

export const forgetRecording = ({ bySid, dataDir }: Recordings, sid: string): void => {
  bySid.delete(sid);
  if (dataDir) rmSync(fileOf(dataDir, sid), { force: true });
};
