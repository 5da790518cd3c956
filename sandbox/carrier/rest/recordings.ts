import { type Account, API_VERSION, accountPath } from '../account/account.ts';
import { rfc2822 } from '../calls/params.ts';
import { recordingCost } from '../ledger/money.ts';
import { forgetRecording, type Recording, recordingWav } from '../recordings/recording.ts';
import { filter, timeFilters } from './filter.ts';
import { page } from './page.ts';
import { deleted, notFound, type RestResult, reply } from './reply.ts';
import { priceOf } from './resources.ts';
import type { RestRequest } from './routes.ts';

export const recordingJson = (account: Account, recording: Recording) => {
  const isThere = recording.status === 'completed' || recording.status === 'absent';
  const path = `${accountPath(account)}/Recordings/${recording.sid}`;
  return {
    sid: recording.sid,
    account_sid: account.sid,
    api_version: API_VERSION,
    call_sid: recording.callSid,
    conference_sid: recording.conferenceSid ?? null,
    channels: recording.channels,
    duration: isThere ? String(recording.seconds) : null,
    status: recording.status,
    source: recording.source,
    track: recording.track,
    error_code: null,
    price: recording.isPriced ? priceOf(recordingCost(recording, account.rates)) : null,
    price_unit: 'USD',
    start_time: rfc2822(recording.startedAt),
    date_created: rfc2822(recording.startedAt),
    date_updated: rfc2822(recording.startedAt),
    encryption_details: null,
    media_url: path,
    subresource_uris: {
      add_on_results: `${path}/AddOnResults.json`,
      transcriptions: `${path}/Transcriptions.json`,
    },
    uri: `${path}.json`,
  };
};

/** The recordings of a path, newest first: all, those of a call or those of a conference. */
export const recordingsOf = ({ network, ids }: RestRequest): readonly Recording[] =>
  [...network.recordings.bySid.values()]
    .reverse()
    .filter(each => ids.call === undefined || each.callSid === ids.call)
    .filter(each => ids.conference === undefined || each.conferenceSid === ids.conference);

const find = (request: RestRequest): Recording | undefined =>
  recordingsOf(request).find(({ sid }) => sid === request.ids.recording);

export const fetchRecording = (request: RestRequest): RestResult => {
  const recording = find(request);
  return recording ? reply(recordingJson(request.network.account, recording)) : notFound(request.path);
};

export const deleteRecording = (request: RestRequest): RestResult => {
  const recording = find(request);
  if (!recording) return notFound(request.path);
  recording.live?.stop();
  forgetRecording(request.network.recordings, recording.sid);
  return deleted;
};

export const listRecordings = (request: RestRequest): RestResult => {
  const { network, path, query } = request;
  const recordings = filter(recordingsOf(request), query, {
    CallSid: (recording, value) => recording.callSid === value,
    ConferenceSid: (recording, value) => recording.conferenceSid === value,
    ...timeFilters<Recording>('DateCreated', recording => recording.startedAt),
  });
  if (!recordings.ok) return recordings;
  return page('recordings', path, query, recordings.value, each => recordingJson(network.account, each));
};

/** The audio itself: WAV, at the address with or without `.wav`. */
export const fetchMedia = (request: RestRequest): RestResult => {
  const recording = find(request);
  const bytes =
    recording?.status === 'completed' ? recordingWav(request.network.recordings, recording) : undefined;
  if (!bytes) return notFound(request.path);
  return { ok: true, value: { status: 200, bytes, contentType: 'audio/x-wav' } };
};
