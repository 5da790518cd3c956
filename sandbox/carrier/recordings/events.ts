import { type Account, accountPath } from '../account/account.ts';
import type { Call } from '../calls/call.ts';
import { rfc2822 } from '../calls/params.ts';
import type { Callback } from '../webhooks/address.ts';
import type { Params } from '../webhooks/hooks.ts';
import type { RecordingNetwork } from './network.ts';
import type { Recording } from './recording.ts';

/** The address of a recording's audio. */
export const recordingUrl = (account: Account, { sid }: Recording): string =>
  `${account.origin}${accountPath(account)}/Recordings/${sid}`;

/** A conference's recording has no call and no tracks (docs, voice/twiml/conference, recordingStatusCallback). */
const whose = ({ conferenceSid, callSid, track }: Recording): Params =>
  conferenceSid ? { ConferenceSid: conferenceSid } : { CallSid: callSid, RecordingTrack: track };

/** Sends a recording's status to the application; only `completed` unless it named events. */
export const tellRecording = (
  network: RecordingNetwork,
  recording: Recording,
  callback: Callback | undefined,
  leg: Call['kind'] | undefined,
): void => {
  const { status } = recording;
  // A recording that was deleted meanwhile is not reported.
  if (!network.recordings.bySid.has(recording.sid)) return;
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
      RecordingUrl: recordingUrl(network.account, recording),
      RecordingStatus: status,
      RecordingDuration: String(recording.seconds),
      RecordingChannels: String(recording.channels),
      RecordingStartTime: rfc2822(recording.startedAt),
      RecordingSource: recording.source,
    },
  });
};
