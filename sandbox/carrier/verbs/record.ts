import { type Call, isOver } from '../calls/call.ts';
import { resolveCallback } from '../calls/resolve-callback.ts';
import { SILENCE, soundsLikeVoice } from '../media/codec.ts';
import { createEars } from '../media/hear-words.ts';
import { FRAME_MS, type Frame, SAMPLES_PER_FRAME } from '../media/leg.ts';
import { beep } from '../media/tones.ts';
import { playTo } from '../playback/play.ts';
import { recordingUrl, tellRecording } from '../recordings/events.ts';
import { closeRecording, openRecording } from '../recordings/recording.ts';
import { transcribe } from '../recordings/transcribe.ts';
import { tellAction } from '../twiml/tell-action.ts';
import type { RecordVerb, Step } from '../twiml/verbs.ts';
import { resolveUrl } from '../webhooks/address.ts';
import type { Params } from '../webhooks/hooks.ts';
import type { VerbNetwork } from './network.ts';

type Take = {
  readonly frames: readonly Frame[];
  readonly endedBy: string | undefined;
  readonly words: readonly string[];
};

/** Listens to the caller until silence, the maximum length, a key or the end of the document. */
const listen = (network: VerbNetwork, call: Call, verb: RecordVerb, signal: AbortSignal): Promise<Take> =>
  new Promise(resolve => {
    const frames: Frame[] = [];
    let quietMs = 0;
    const words: string[] = [];
    const ears = createEars({ quietMs: 1000, said: ({ text }) => words.push(text) });
    const finish = (endedBy: string | undefined) => {
      rest();
      call.media.onDigit = undefined;
      signal.removeEventListener('abort', hungUp);
      ears.finish();
      resolve({ frames, endedBy, words });
    };
    const hungUp = () => finish(isOver(call) ? 'hangup' : undefined);
    const rest = network.time.ticker.add(() => {
      const frame = call.media.pull() ?? SILENCE;
      call.media.push(SILENCE);
      frames.push(frame);
      ears.hear(frame);
      quietMs = soundsLikeVoice(frame) ? 0 : quietMs + FRAME_MS;
      const isLong = frames.length * FRAME_MS >= verb.maxLengthS * 1000;
      if (isLong || quietMs >= verb.timeoutS * 1000) finish(undefined);
    });
    call.media.onDigit = digit => {
      if (verb.finishOnKey.includes(digit)) finish(digit);
    };
    signal.addEventListener('abort', hungUp);
    if (signal.aborted) hungUp();
  });

const samplesOf = ({ frames }: Take, trim: boolean): Int16Array => {
  const first = frames.findIndex(soundsLikeVoice);
  if (first < 0) return new Int16Array(0);
  const kept = trim ? frames.slice(first, frames.findLastIndex(soundsLikeVoice) + 1) : frames;
  const samples = new Int16Array(kept.length * SAMPLES_PER_FRAME);
  for (const [n, frame] of kept.entries()) samples.set(frame, n * SAMPLES_PER_FRAME);
  return samples;
};

/** Records the caller. After an empty recording the next verb follows, after any other the action's document. */
export const record = async (
  network: VerbNetwork,
  call: Call,
  verb: RecordVerb,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<Step> => {
  if (verb.playBeep) await playTo(network, call, beep(), signal);
  if (signal.aborted) return { go: 'end' };
  const startedAt = network.time.clock.now();
  const take = await listen(network, call, verb, signal);
  const made = openRecording(network, {
    callSid: call.sid,
    conferenceSid: undefined,
    source: 'RecordVerb',
    track: 'inbound',
    channels: 1,
    startedAt,
  });
  const samples = samplesOf(take, verb.trim);
  const callback = resolveCallback(network, call, verb.statusCallback, baseUrl);
  const kept = closeRecording(network, made, [samples]).then(() => {
    tellRecording(network, made, callback, call.kind);
    if (verb.transcribe) transcribe(network, call, made, take.words, verb.transcribe.callback, baseUrl);
  });
  // The action is requested before the audio is ready: its URL does not work yet (docs, voice/twiml/record, action).
  network.guard.detach(kept);
  // Twilio does not request the action when nothing was said (docs, voice/twiml/record).
  if (samples.length === 0) return { go: 'on' };
  const url = verb.action === undefined ? baseUrl : resolveUrl(verb.action, baseUrl);
  if (!url) {
    if (verb.action)
      network.faults.note({ code: 11100, message: `Invalid URL format: ${verb.action}` }, call.sid);
    return { go: 'end' };
  }
  const params: Params = {
    RecordingSid: made.sid,
    RecordingUrl: recordingUrl(network.account, made),
    RecordingDuration: String(made.seconds),
    ...(take.endedBy === undefined ? {} : { Digits: take.endedBy }),
  };
  if (!isOver(call)) return { go: 'to', address: { url, method: verb.method }, params };
  // The caller is gone: the action is told, but its answer is not carried out.
  await tellAction(network, call, { url, method: verb.method }, params);
  return { go: 'end' };
};
