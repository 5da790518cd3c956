import {
  createKey,
  deleteKey,
  deleteVerified,
  fetchAccount,
  fetchBalance,
  fetchKey,
  fetchVerified,
  listAccounts,
  listKeys,
  listVerified,
  updateKey,
  verifyNumber,
} from './account.ts';
import { createParticipant } from './add-participant.ts';
import {
  createApplication,
  deleteApplication,
  fetchApplication,
  listApplications,
  updateApplication,
} from './applications.ts';
import { listAvailable } from './available-numbers.ts';
import { createCall, fetchCall, listCalls, updateCall } from './calls.ts';
import { fetchConference, listConferences, updateConference } from './conferences.ts';
import { fetchCountry, listCountries, updateCountries } from './dialing-permissions.ts';
import { createStream, createTranscription, updateStream, updateTranscription } from './forks.ts';
import { createRecording, updateRecording } from './live-recordings.ts';
import { lookUp } from './lookup.ts';
import { sendToDevice, subscribeToDevice, unsubscribe } from './messages-to-devices.ts';
import type { RestNetwork } from './network.ts';
import { createNumber, deleteNumber, fetchNumber, listNumbers, updateNumber } from './numbers.ts';
import { deleteParticipant, fetchParticipant, listParticipants, updateParticipant } from './participants.ts';
import {
  createQueueResource,
  deleteQueue,
  dequeueMember,
  fetchMember,
  fetchQueue,
  listMembers,
  listQueues,
  updateQueue,
} from './queues.ts';
import { deleteRecording, fetchMedia, fetchRecording, listRecordings } from './recordings.ts';
import type { RestResult } from './reply.ts';
import { fetchTranscript, listTranscripts } from './transcripts.ts';
import { fetchPolicy, listProfiles } from './trusthub.ts';

export type RestRequest = {
  readonly network: RestNetwork;
  /** The whole path, for refusals. */
  readonly path: string;
  readonly ids: Readonly<Record<string, string>>;
  readonly form: URLSearchParams;
  readonly query: URLSearchParams;
};

type Act = (request: RestRequest) => RestResult;
export type Route = {
  /** Below the account, without `.json`. */
  readonly pattern: string;
  readonly acts: Partial<Record<'GET' | 'POST' | 'DELETE', Act>>;
};

/** Sounds: their addresses end with nothing or with `.wav`. */
export const MEDIA_ROUTES: readonly Route[] = [
  { pattern: '/Recordings/:recording', acts: { GET: fetchMedia } },
];

/** Outside of the account: the list of accounts, and services that Twilio has on other hosts. */
export const OTHER_ROUTES: readonly Route[] = [
  { pattern: '/2010-04-01/Accounts.json', acts: { GET: listAccounts } },
  { pattern: '/v1/Keys', acts: { POST: createKey } },
  { pattern: '/v1/Keys/:key', acts: { GET: fetchKey, POST: updateKey, DELETE: deleteKey } },
  { pattern: '/v1/CustomerProfiles', acts: { GET: listProfiles } },
  { pattern: '/v1/Policies/:policy', acts: { GET: fetchPolicy } },
  { pattern: '/v1/DialingPermissions/Countries', acts: { GET: listCountries } },
  { pattern: '/v1/DialingPermissions/Countries/:country', acts: { GET: fetchCountry } },
  { pattern: '/v1/DialingPermissions/BulkCountryUpdates', acts: { POST: updateCountries } },
  { pattern: '/v2/PhoneNumbers/:phone', acts: { GET: lookUp } },
];

export const ROUTES: readonly Route[] = [
  { pattern: '', acts: { GET: fetchAccount } },
  { pattern: '/Balance', acts: { GET: fetchBalance } },
  { pattern: '/Keys', acts: { GET: listKeys, POST: createKey } },
  { pattern: '/Keys/:key', acts: { GET: fetchKey, POST: updateKey, DELETE: deleteKey } },
  { pattern: '/OutgoingCallerIds', acts: { GET: listVerified, POST: verifyNumber } },
  { pattern: '/OutgoingCallerIds/:verified', acts: { GET: fetchVerified, DELETE: deleteVerified } },
  { pattern: '/Calls/:call/UserDefinedMessages', acts: { POST: sendToDevice } },
  { pattern: '/Calls/:call/UserDefinedMessageSubscriptions', acts: { POST: subscribeToDevice } },
  { pattern: '/Calls/:call/UserDefinedMessageSubscriptions/:subscription', acts: { DELETE: unsubscribe } },
  { pattern: '/Calls', acts: { GET: listCalls, POST: createCall } },
  { pattern: '/Calls/:call', acts: { GET: fetchCall, POST: updateCall } },
  { pattern: '/Calls/:call/Recordings', acts: { GET: listRecordings, POST: createRecording } },
  {
    pattern: '/Calls/:call/Recordings/:recording',
    acts: { GET: fetchRecording, POST: updateRecording, DELETE: deleteRecording },
  },
  { pattern: '/Calls/:call/Streams', acts: { POST: createStream } },
  { pattern: '/Calls/:call/Streams/:fork', acts: { POST: updateStream } },
  { pattern: '/Calls/:call/Transcriptions', acts: { POST: createTranscription } },
  { pattern: '/Calls/:call/Transcriptions/:fork', acts: { POST: updateTranscription } },
  { pattern: '/Conferences/:conference/Recordings', acts: { GET: listRecordings } },
  {
    pattern: '/Conferences/:conference/Recordings/:recording',
    acts: { GET: fetchRecording, POST: updateRecording, DELETE: deleteRecording },
  },
  { pattern: '/Queues', acts: { GET: listQueues, POST: createQueueResource } },
  { pattern: '/Queues/:queue', acts: { GET: fetchQueue, POST: updateQueue, DELETE: deleteQueue } },
  { pattern: '/Queues/:queue/Members', acts: { GET: listMembers } },
  { pattern: '/Queues/:queue/Members/:member', acts: { GET: fetchMember, POST: dequeueMember } },
  { pattern: '/Applications', acts: { GET: listApplications, POST: createApplication } },
  {
    pattern: '/Applications/:application',
    acts: { GET: fetchApplication, POST: updateApplication, DELETE: deleteApplication },
  },
  { pattern: '/IncomingPhoneNumbers', acts: { GET: listNumbers, POST: createNumber } },
  {
    pattern: '/IncomingPhoneNumbers/:number',
    acts: { GET: fetchNumber, POST: updateNumber, DELETE: deleteNumber },
  },
  { pattern: '/AvailablePhoneNumbers/:country/:kind', acts: { GET: listAvailable } },
  { pattern: '/Recordings', acts: { GET: listRecordings } },
  { pattern: '/Recordings/:recording', acts: { GET: fetchRecording, DELETE: deleteRecording } },
  { pattern: '/Recordings/:recording/Transcriptions', acts: { GET: listTranscripts } },
  { pattern: '/Transcriptions', acts: { GET: listTranscripts } },
  { pattern: '/Transcriptions/:transcript', acts: { GET: fetchTranscript } },
  { pattern: '/Conferences', acts: { GET: listConferences } },
  { pattern: '/Conferences/:conference', acts: { GET: fetchConference, POST: updateConference } },
  {
    pattern: '/Conferences/:conference/Participants',
    acts: { GET: listParticipants, POST: createParticipant },
  },
  {
    pattern: '/Conferences/:conference/Participants/:participant',
    acts: { GET: fetchParticipant, POST: updateParticipant, DELETE: deleteParticipant },
  },
];

/** The values of a pattern's names in a path; undefined when the path does not match. */
export const matchPath = (pattern: string, path: string): Record<string, string> | undefined => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const ids: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== text) return undefined;
      continue;
    }
    if (text === '' || /%(?![0-9a-f]{2})/i.test(text)) return undefined;
    ids[part.slice(1)] = decodeURIComponent(text);
  }
  return ids;
};
