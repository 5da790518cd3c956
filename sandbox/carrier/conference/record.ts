import { startRecording } from '../recordings/recorder.ts';
import type { RecordHow, Recording } from '../recordings/recording.ts';
import { type Conference, joined } from './conference.ts';
import type { ConferenceNetwork } from './network.ts';

/** Records everything that is said in a conference until it ends or the recording is stopped. */
export const recordConference = (
  network: ConferenceNetwork,
  conference: Conference,
  how: RecordHow,
  source: Recording['source'],
): Recording => {
  const setup = {
    callSid: joined(conference)[0]?.call.sid ?? '',
    conferenceSid: conference.sid,
    source,
    track: how.track,
    channels: 1 as const,
    startedAt: network.time.clock.now(),
  };
  const recording = startRecording(network, setup, { ...how, channels: 1 }, undefined, hear =>
    conference.audio.listen(hear),
  );
  conference.whenOver.add(() => recording.live?.stop());
  return recording;
};
