import { accountPath } from '../account/account.ts';
import type { Call } from '../calls/call.ts';
import { callParams } from '../calls/params.ts';
import { resolveCallback } from '../calls/resolve-callback.ts';
import { recordingUrl } from './events.ts';
import type { RecordingNetwork } from './network.ts';
import type { Recording } from './recording.ts';

// Twilio reports a transcription when it is done, and gives no figure.
const TRANSCRIBING_MS = 15_000;

/** Transcribes a recording, and sends the result to the application. */
export const transcribe = (
  network: RecordingNetwork,
  call: Call,
  recording: Recording,
  words: readonly string[],
  callbackUrl: string | undefined,
  baseUrl: string | undefined,
): void => {
  if (recording.status !== 'completed') return;
  network.time.timers.afterProcessing(TRANSCRIBING_MS, () =>
    finish(network, call, recording, words.join(' '), callbackUrl, baseUrl),
  );
};

const finish = (
  network: RecordingNetwork,
  call: Call,
  recording: Recording,
  text: string,
  callbackUrl: string | undefined,
  baseUrl: string | undefined,
): void => {
  const sid = network.newSid('TR');
  recording.transcript = { sid, text, createdAt: network.time.clock.now() };
  const asked =
    callbackUrl === undefined ? undefined : { url: callbackUrl, method: 'POST' as const, events: [] };
  const callback = resolveCallback(network, call, asked, baseUrl);
  if (!callback) return;
  network.hooks.tell(sid, {
    kind: 'transcription',
    event: 'completed',
    leg: call.kind,
    method: 'POST',
    url: callback.url,
    params: {
      ...callParams(network.account, call),
      TranscriptionSid: sid,
      TranscriptionStatus: text === '' ? 'failed' : 'completed',
      TranscriptionText: text,
      TranscriptionType: 'fast',
      TranscriptionUrl: `${network.account.origin}${accountPath(network.account)}/Transcriptions/${sid}`,
      RecordingSid: recording.sid,
      RecordingUrl: recordingUrl(network.account, recording),
    },
  });
};
