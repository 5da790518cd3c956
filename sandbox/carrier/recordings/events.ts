import type { Call } from '../calls/call.ts';
import { rfc2822 } from '../calls/params.ts';
import type { Network } from '../network.ts';
import { accountPath } from '../rest/resources.ts';
import type { Callback } from '../twiml/verbs.ts';
import type { Params } from '../webhooks/hooks.ts';
import type { Recording } from './recording.ts';

/** The address of a recording's audio. */
export const recordingUrl = (network: Network, { sid }: Recording): string =>
  `${network.origin}${accountPath(network.account)}/Recordings/${sid}`;

/** A conference's recording has no call and no tracks (docs, voice/twiml/conference, recordingStatusCallback). */
const whose = ({ conferenceSid, callSid, track }: Recording): Params =>
  conferenceSid ? { ConferenceSid: conferenceSid } : { CallSid: callSid, RecordingTrack: track };

/** Sends a recording's status to the application; only `completed` unless it named events. */
export const tellRecording = (
  network: Network,
  recording: Recording,
  callback: Callback | undefined,
  leg: Call['kind'] | undefined,
): void => {
  const { status } = recording;
  // A recording that was deleted meanwhile is not reported.
  if (!network.recordings.has(recording.sid)) return;
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
      ...whose(recording),
      RecordingSid: recording.sid,
      RecordingUrl: recordingUrl(network, recording),
      RecordingStatus: status,
      RecordingDuration: String(recording.seconds),
      RecordingChannels: String(recording.channels),
      RecordingStartTime: rfc2822(recording.startedAt),
      RecordingSource: recording.source,
    },
  });
};
