import { type Account, API_VERSION, accountPath } from '../account/account.ts';
import { type Call, isOver, talkSeconds } from '../calls/call.ts';
import { rfc2822 } from '../calls/params.ts';
import type { Conference, Participant } from '../conference/conference.ts';
import { billOf } from '../ledger/money.ts';

const when = (atMs: number | undefined): string | null => (atMs === undefined ? null : rfc2822(atMs));

export const national = (number: string): string => {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : number;
};

/** Formatted as Twilio does it: negative, because it is taken from the balance. */
export const priceOf = (costMicros: number): string => (-costMicros / 1_000_000).toFixed(5);

const CALL_PARTS = [
  'events',
  'notifications',
  'payments',
  'recordings',
  'siprec',
  'streams',
  'transcriptions',
  'user_defined_message_subscriptions',
  'user_defined_messages',
];

const pascal = (word: string): string =>
  word
    .split('_')
    .map(part => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

export const accountJson = (account: Account) => ({
  sid: account.sid,
  friendly_name: 'Ringside sandbox',
  status: 'active',
  type: account.plan === 'trial' ? 'Trial' : 'Full',
  auth_token: account.authToken,
  owner_account_sid: account.sid,
  date_created: rfc2822(account.createdAt),
  date_updated: rfc2822(account.createdAt),
  uri: `${accountPath(account)}.json`,
  subresource_uris: {
    balance: `${accountPath(account)}/Balance.json`,
    calls: `${accountPath(account)}/Calls.json`,
    conferences: `${accountPath(account)}/Conferences.json`,
  },
});

export const callJson = (account: Account, call: Call) => {
  const path = `${accountPath(account)}/Calls/${call.sid}`;
  return {
    sid: call.sid,
    account_sid: account.sid,
    api_version: API_VERSION,
    parent_call_sid: call.parentSid ?? null,
    from: call.from,
    from_formatted: national(call.from),
    to: call.to,
    to_formatted: national(call.to),
    phone_number_sid: null,
    status: call.status,
    direction: call.direction,
    start_time: when(call.status === 'queued' ? undefined : call.createdAt),
    end_time: when(call.endedAt),
    duration: isOver(call) ? String(talkSeconds(call)) : null,
    price: call.isPriced ? priceOf(billOf(call, account.rates).costMicros) : null,
    price_unit: 'USD',
    answered_by: call.answeredBy ?? null,
    annotation: null,
    caller_name: null,
    forwarded_from: null,
    group_sid: null,
    queue_time: String(call.queuedMs),
    trunk_sid: null,
    date_created: when(call.createdAt),
    date_updated: when(call.updatedAt),
    uri: `${path}.json`,
    subresource_uris: Object.fromEntries(CALL_PARTS.map(part => [part, `${path}/${pascal(part)}.json`])),
  };
};

export const conferenceJson = (account: Account, conference: Conference) => {
  const path = `${accountPath(account)}/Conferences/${conference.sid}`;
  return {
    sid: conference.sid,
    account_sid: account.sid,
    api_version: API_VERSION,
    friendly_name: conference.friendlyName,
    region: 'us1',
    status: conference.status,
    reason_conference_ended: conference.reasonEnded ?? null,
    call_sid_ending_conference: conference.callSidEnding ?? null,
    date_created: when(conference.createdAt),
    date_updated: when(conference.updatedAt),
    uri: `${path}.json`,
    subresource_uris: {
      participants: `${path}/Participants.json`,
      recordings: `${path}/Recordings.json`,
    },
  };
};

const participantStatus = (call: Call): string => {
  if (isOver(call)) return call.answeredAt === undefined ? 'failed' : 'complete';
  if (call.answeredAt !== undefined) return 'connected';
  return call.status === 'ringing' ? 'ringing' : 'queued';
};

export const participantJson = (account: Account, conference: Conference, member: Participant) => ({
  account_sid: account.sid,
  call_sid: member.call.sid,
  conference_sid: conference.sid,
  label: member.label ?? null,
  coaching: member.coach !== undefined,
  call_sid_to_coach: member.coach ?? null,
  muted: member.muted,
  hold: member.held,
  start_conference_on_enter: member.startOnEnter,
  end_conference_on_exit: member.endOnExit,
  status: participantStatus(member.call),
  queue_time: null,
  date_created: when(member.createdAt),
  date_updated: when(member.updatedAt),
  uri: `${accountPath(account)}/Conferences/${conference.sid}/Participants/${member.call.sid}.json`,
});
