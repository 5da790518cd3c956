import type { Call } from '../calls/call.ts';
import { decodeMulaw, encodeMulaw, MULAW_SILENCE, SILENCE } from '../media/codec.ts';
import { type Frame, SAMPLES_PER_FRAME } from '../media/leg.ts';
import { sumOf } from '../media/mix.ts';
import { tellRecording } from './events.ts';
import type { RecordingNetwork } from './network.ts';
import {
  closeRecording,
  openRecording,
  type RecordHow,
  type Recording,
  type RecordingSetup,
} from './recording.ts';

/** The frames of one channel, encoded as on a telephone line. */
type Tape = Uint8Array[];

const quiet = new Uint8Array(SAMPLES_PER_FRAME).fill(MULAW_SILENCE);
const isQuiet = (bytes: Uint8Array): boolean => bytes.every(byte => (byte | 0x80) === MULAW_SILENCE);

const bytesOf = (frame: Frame): Uint8Array => (frame === SILENCE ? quiet : encodeMulaw(frame));

/** Cuts silence off both ends, by the same length in each channel. */
const trimmed = (tapes: readonly Tape[]): readonly Tape[] => {
  const sounds = (n: number) => tapes.some(tape => !isQuiet(tape[n] ?? quiet));
  const length = tapes[0]?.length ?? 0;
  let first = 0;
  while (first < length && !sounds(first)) first++;
  let last = length;
  while (last > first && !sounds(last - 1)) last--;
  return tapes.map(tape => tape.slice(first, last));
};

const samplesOf = (tape: Tape): Int16Array => {
  const samples = new Int16Array(tape.length * SAMPLES_PER_FRAME);
  for (const [n, bytes] of tape.entries()) samples.set(decodeMulaw(bytes), n * SAMPLES_PER_FRAME);
  return samples;
};

/** Records until it is stopped. `listen` delivers the frames of each channel and returns a function that stops it. */
export const startRecording = (
  network: RecordingNetwork,
  setup: RecordingSetup,
  how: RecordHow,
  leg: Call['kind'] | undefined,
  listen: (hear: (...frames: Frame[]) => void) => () => void,
): Recording => {
  const tapes: Tape[] = Array.from({ length: how.channels }, () => []);
  const recording = openRecording(network, setup);
  let meanwhile: 'silence' | 'skip' | undefined;
  const rest = listen((...frames) => {
    if (meanwhile === 'skip') return;
    for (const [n, tape] of tapes.entries())
      tape.push(meanwhile === 'silence' ? quiet : bytesOf(frames[n] ?? SILENCE));
  });
  recording.live = {
    pause(instead) {
      meanwhile = instead;
      recording.status = 'paused';
    },
    resume() {
      meanwhile = undefined;
      recording.status = 'in-progress';
    },
    stop() {
      if (!recording.live) return;
      rest();
      const kept = how.trim ? trimmed(tapes) : tapes;
      network.guard.detach(
        closeRecording(network, recording, kept.map(samplesOf)).then(() =>
          tellRecording(network, recording, how.callback, leg),
        ),
      );
    },
  };
  tellRecording(network, recording, how.callback, leg);
  return recording;
};

/** Records a call from now until it ends or the recording is stopped. */
export const recordCall = (
  network: RecordingNetwork,
  call: Call,
  how: RecordHow,
  source: Recording['source'],
): Recording => {
  const { track, channels } = how;
  const setup = {
    callSid: call.parentSid ?? call.sid,
    conferenceSid: undefined,
    source,
    track,
    channels,
    startedAt: network.time.clock.now(),
  };
  const recording = startRecording(network, setup, how, call.kind, hear =>
    call.media.tap({
      hear(said, heard) {
        const inbound = track === 'outbound' ? SILENCE : said;
        const outbound = track === 'inbound' ? SILENCE : heard;
        if (channels === 2) hear(inbound, outbound);
        else hear(sumOf([inbound, outbound]));
      },
    }),
  );
  call.whenEnded.add(() => recording.live?.stop());
  return recording;
};
