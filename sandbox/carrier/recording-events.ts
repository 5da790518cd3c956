import type { Call } from './call.ts';
import { rfc2822 } from './call-params.ts';
import type { Network } from './network.ts';
import type { Recording } from './recording.ts';
import { accountPath } from './rest-resources.ts';
import type { Callback } from './twiml-verbs.ts';

/** Where its audio can be had. */
export const recordingUrl = (network: Network, { sid }: Recording): string =>
  `${network.origin}${accountPath(network.account)}/Recordings/${sid}`;

/** Tells whoever asked how a recording stands. Without named events they hear of its completion alone. */
export const tellRecording = (
  network: Network,
  recording: Recording,
  callback: Callback | undefined,
  leg: Call['kind'] | undefined,
): void => {
  const { status } = recording;
  const wanted = callback?.events.length ? callback.events : ['completed'];
  if (!callback || !wanted.includes(status)) return;
  network.hooks.tell(recording.sid, {
    kind: 'recording',
    event: status,
    leg,
    method: callback.method,
    url: callback.url,
    params: {
      AccountSid: network.account.sid,
      CallSid: recording.callSid,
      ...(recording.conferenceSid ? { ConferenceSid: recording.conferenceSid } : {}),
      RecordingSid: recording.sid,
      RecordingUrl: recordingUrl(network, recording),
      RecordingStatus: status,
      RecordingDuration: String(recording.seconds),
      RecordingChannels: String(recording.channels),
      RecordingStartTime: rfc2822(recording.startedAt),
      RecordingSource: recording.source,
      RecordingTrack: recording.track,
    },
  });
};
