import { type Account, API_VERSION, accountPath } from '../account/account.ts';
import { rfc2822 } from '../calls/params.ts';
import type { Recording } from '../recordings/recording.ts';
import { filter } from './filter.ts';
import { page } from './page.ts';
import { notFound, type RestResult, reply } from './reply.ts';
import type { RestRequest } from './routes.ts';

const transcriptJson = (account: Account, recording: Recording) => {
  const { transcript } = recording;
  if (!transcript) return undefined;
  return {
    sid: transcript.sid,
    account_sid: account.sid,
    api_version: API_VERSION,
    recording_sid: recording.sid,
    duration: String(recording.seconds),
    status: transcript.text === '' ? 'failed' : 'completed',
    transcription_text: transcript.text,
    type: 'fast',
    price: null,
    price_unit: 'USD',
    date_created: rfc2822(transcript.createdAt),
    date_updated: rfc2822(transcript.createdAt),
    uri: `${accountPath(account)}/Transcriptions/${transcript.sid}.json`,
  };
};

const transcribed = ({ network, ids }: RestRequest): Recording[] =>
  [...network.recordings.bySid.values()]
    .reverse()
    .filter(({ transcript }) => transcript !== undefined)
    .filter(({ sid }) => ids.recording === undefined || sid === ids.recording);

/** The transcripts of all recordings, or of one. */
export const listTranscripts = (request: RestRequest): RestResult => {
  const { network, path, query } = request;
  const found = filter(transcribed(request), query, {});
  if (!found.ok) return found;
  return page('transcriptions', path, query, found.value, each => transcriptJson(network.account, each));
};

export const fetchTranscript = (request: RestRequest): RestResult => {
  const found = transcribed(request).find(({ transcript }) => transcript?.sid === request.ids.transcript);
  return found ? reply(transcriptJson(request.network.account, found)) : notFound(request.path);
};
