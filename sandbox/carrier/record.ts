import { type Call, isOver } from './call.ts';
import { callParams, rfc2822 } from './call-params.ts';
import { SILENCE, soundsLikeVoice } from './codec.ts';
import { resolveCallback } from './enter-room.ts';
import type { Params } from './hooks.ts';
import { FRAME_MS, type Frame, SAMPLES_PER_FRAME } from './leg.ts';
import { type Network, noteFault } from './network.ts';
import { playTo } from './play.ts';
import { keepRecording, type Recording } from './recording.ts';
import { accountPath } from './rest-resources.ts';
import type { Step } from './run-document.ts';
import { beep } from './tones.ts';
import { resolveUrl } from './twiml-grammar.ts';
import type { RecordVerb } from './twiml-verbs.ts';

type Take = { readonly frames: readonly Frame[]; readonly endedBy: string | undefined };

/** Listens to the caller until silence, the longest time, a key or the end of the document. */
const listen = (network: Network, call: Call, verb: RecordVerb, signal: AbortSignal): Promise<Take> =>
  new Promise(resolve => {
    const frames: Frame[] = [];
    let quietMs = 0;
    const finish = (endedBy: string | undefined) => {
      rest();
      call.media.onDigit = undefined;
      signal.removeEventListener('abort', hungUp);
      resolve({ frames, endedBy });
    };
    const hungUp = () => finish(isOver(call) ? 'hangup' : undefined);
    const rest = network.ticker.add(() => {
      const frame = call.media.pull() ?? SILENCE;
      call.media.push(SILENCE);
      frames.push(frame);
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

const urlOf = (network: Network, recording: Recording): string =>
  `${network.origin}${accountPath(network.account)}/Recordings/${recording.sid}`;

const tell = (
  network: Network,
  call: Call,
  verb: RecordVerb,
  baseUrl: string | undefined,
  made: Recording,
) => {
  const callback = resolveCallback(network, call, verb.statusCallback, baseUrl);
  const wanted = callback?.events.length ? callback.events : ['completed'];
  if (!callback || !wanted.includes(made.status)) return;
  network.hooks.tell(made.sid, {
    kind: 'recording',
    event: made.status,
    leg: call.kind,
    method: callback.method,
    url: callback.url,
    params: {
      AccountSid: network.account.sid,
      CallSid: call.sid,
      RecordingSid: made.sid,
      RecordingUrl: urlOf(network, made),
      RecordingStatus: made.status,
      RecordingDuration: String(made.seconds),
      RecordingChannels: '1',
      RecordingStartTime: rfc2822(made.startedAt),
      RecordingSource: 'RecordVerb',
    },
  });
};

/** Records what a caller says. An empty recording is followed by the next verb, any other by the action's document. */
export const record = async (
  network: Network,
  call: Call,
  verb: RecordVerb,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<Step> => {
  if (verb.playBeep) await playTo(network, call, beep(), signal);
  if (signal.aborted) return { go: 'end' };
  const startedAt = network.clock.now();
  const take = await listen(network, call, verb, signal);
  const made = await keepRecording(network, call.sid, startedAt, samplesOf(take, verb.trim));
  tell(network, call, verb, baseUrl, made);
  // Twilio asks the action for nothing when nothing was said (docs, voice/twiml/record).
  if (made.status === 'absent') return { go: 'on' };
  const url = verb.action === undefined ? baseUrl : resolveUrl(verb.action, baseUrl);
  if (!url) {
    if (verb.action)
      noteFault(network, { code: 11100, message: `Invalid URL format: ${verb.action}` }, call.sid);
    return { go: 'end' };
  }
  const params: Params = {
    RecordingSid: made.sid,
    RecordingUrl: urlOf(network, made),
    RecordingDuration: String(made.seconds),
    ...(take.endedBy === undefined ? {} : { Digits: take.endedBy }),
  };
  if (!isOver(call)) return { go: 'to', address: { url, method: verb.method }, params };
  // The caller is gone: the action is told, and what it answers is not carried out.
  await network.hooks.ask({
    kind: 'twiml',
    event: '',
    leg: call.kind,
    method: verb.method,
    url,
    params: { ...callParams(network.account, call), ...params },
  });
  return { go: 'end' };
};
