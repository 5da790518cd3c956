/** All texts about a call: what happened, then what to do. */
import type { RefusalOf } from '../endpoint.ts';
import { destinationInWords } from '../numbers/destination.ts';
import { spendLimitWords } from '../workspace/spend.ts';
import type { CallView, DialRefusal, EndReason, Phase, rejoin } from './contract.ts';
import { detailWords } from './end-detail-words.ts';

/** Why an act did not happen before the Worker could say anything (`Obstacle` of extension/messages.ts). */
export type ObstacleFacts =
  | { readonly reason: 'signed_out' | 'no_dialer' }
  | { readonly reason: 'microphone'; readonly cause: 'not_asked' | 'refused' | 'no_device' }
  | { readonly reason: 'offline' }
  | { readonly reason: 'no_line' }
  | { readonly reason: 'server'; readonly detail: string; readonly requestId?: string }
  | { readonly reason: 'no_call' }
  | { readonly reason: 'to_confirm' };

/** Which limit was reached, whose it is, and when calls are possible again. */
export const limitWords = ({
  of,
  what,
  limit,
  currency,
  timeZone,
}: Extract<DialRefusal, { reason: 'limit_reached' }>): string => {
  const one = what === 'calls' ? 'call' : 'minute';
  const used =
    what === 'spend'
      ? `spent ${currency ? spendLimitWords(limit, currency) : limit} on calls`
      : `made ${limit} ${one}${limit === 1 ? '' : 's'}${what === 'minutes' ? ' of calls' : ''}`;
  const whose =
    of === 'member'
      ? `You have ${used} today, the limit for one person in this workspace.`
      : `This workspace has ${used} today, which is its limit.`;
  return `${whose} You can call again after midnight (${timeZone.replaceAll('_', ' ')}), or as soon as an admin raises the limit under Settings, Limits.`;
};

/** Why a dial was refused. Nothing has rung when this is shown. */
export const refusalWords = (refusal: DialRefusal): string => {
  switch (refusal.reason) {
    case 'not_a_number':
      return `“${refusal.number}” is not a phone number. Check it and type it again.`;
    case 'emergency':
      return 'Ringside cannot place emergency or short-code calls. Use your own phone.';
    case 'premium':
      return 'Calls to premium-rate and shared-cost numbers are not allowed in this workspace. Ask for an ordinary number; an admin can allow such calls under Settings, Countries.';
    case 'country_not_allowed':
      return `Calls to ${destinationInWords(refusal.country)} are not allowed in this workspace. An admin can allow the country under Settings, Countries.`;
    case 'unassigned':
      return 'This number is not in use anywhere. Check the digits and the country code.';
    case 'own_number':
      return 'This number belongs to your own workspace. Pick another one to call.';
    case 'no_caller_id':
      return 'Your workspace has no number to call from. Ask an admin to add one.';
    case 'already_dialing':
      return 'You are already in a call. Hang up first, then call again.';
    case 'dialer_not_ready':
      return 'Calling is not set up yet. Ask an admin to finish the carrier settings.';
    case 'too_many_calls':
      return `Your workspace’s account may have ${refusal.most} calls at the same time, and all of them are in progress. Call again when one has ended; an approved business profile lifts the limit.`;
    case 'limit_reached':
      return limitWords(refusal);
    case 'not_verified':
      return `Your workspace has a trial account, which calls verified numbers only. Verify ${refusal.number} in the carrier’s console, or upgrade the account.`;
  }
};

/** Why a rep cannot go back into a call. */
export const rejoinRefusalWords = ({ reason }: RefusalOf<typeof rejoin>): string =>
  reason === 'over'
    ? 'This call is over. Call again to go on.'
    : 'You are still in this call. If you hear nothing, wait a few seconds and try again.';

const MICROPHONE = {
  not_asked: 'The microphone was not allowed, so nobody was called. Allow it, then call again.',
  refused: 'Your microphone is blocked for Ringside. Allow it in Chrome’s site settings, then call again.',
  no_device: 'No microphone was found. Plug one in, then call again.',
} as const;

/** Why an act did not happen on this side. */
export const obstacleWords = (obstacle: ObstacleFacts): string => {
  switch (obstacle.reason) {
    case 'signed_out':
      return 'You are signed out. Sign in on the options page, then call again.';
    case 'no_dialer':
      return 'Your role does not make calls. Ask an owner or admin of your workspace.';
    case 'microphone':
      return MICROPHONE[obstacle.cause];
    case 'offline':
      return 'Ringside cannot reach its server. Check your connection; it keeps trying.';
    case 'no_line':
      return 'The phone network could not be reached, so nobody was called. Check your network, then call again.';
    case 'server':
      return obstacle.requestId === undefined
        ? obstacle.detail
        : `${obstacle.detail} (request ${obstacle.requestId})`;
    case 'no_call':
      return 'There is no call in progress. It may have just ended.';
    case 'to_confirm':
      return 'Nothing was dialled yet. Check the number, then click Call.';
  }
};

/** The six words of a call on screen. */
export const phaseWords = (phase: Phase): string => {
  switch (phase) {
    case 'idle':
      return 'Ready';
    case 'connecting':
      return 'Connecting';
    case 'ringing':
      return 'Ringing';
    case 'active':
      return 'In call';
    case 'ended':
      return 'Ended';
    case 'failed':
      return 'Failed';
  }
};

type EndFacts = Pick<
  CallView,
  'direction' | 'to' | 'endReason' | 'endedBy' | 'endDetail' | 'ringingAt' | 'answeredAt' | 'endedAt'
>;

const noAnswer = ({ ringingAt, endedAt }: EndFacts): string => {
  const seconds =
    ringingAt === undefined || endedAt === undefined ? 0 : Math.round((endedAt - ringingAt) / 1000);
  const after = seconds < 1 ? '' : ` after ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return `No answer${after}. Try again later, or leave it.`;
};

/** How an inbound call ended that nobody answered; undefined for an end that is not of its own kind. */
const missedWords = (reason: EndReason | undefined): string | undefined => {
  switch (reason) {
    case 'canceled':
      return 'They hung up before anyone answered. Call them back.';
    case 'no_answer':
      return 'Nobody answered, and they left no message. Call them back.';
    case 'voicemail':
      return 'They left a message. Listen to it, then call them back.';
    default:
      return undefined;
  }
};

/** How a call ended. Empty while it has not. */
export const endWords = (view: EndFacts): string => {
  const reason: EndReason | undefined = view.endReason;
  const missed = view.direction === 'inbound' ? missedWords(reason) : undefined;
  if (missed) return missed;
  if (view.endDetail) return detailWords(view.endDetail, view.to);
  switch (reason) {
    case undefined:
      return '';
    case 'completed':
      return view.endedBy === 'rep'
        ? 'You hung up.'
        : view.endedBy === 'customer'
          ? 'They hung up.'
          : 'The call ended.';
    case 'busy':
      return 'The line is busy. Try again in a few minutes.';
    case 'no_answer':
      return noAnswer(view);
    case 'canceled':
      return 'You hung up before anyone answered.';
    case 'rejected':
      return 'They declined the call. Try another time.';
    case 'voicemail':
      return 'Their voicemail answered. Call back later.';
    case 'invalid_number':
      return 'This number is not in service. Check it with the contact.';
    case 'blocked_compliance':
      return 'This call is not allowed by your workspace’s rules. Ask an admin.';
    case 'carrier_error':
      return 'The phone network could not connect the call. Try again in a minute.';
    case 'network_error':
      if (view.ringingAt === undefined && view.answeredAt === undefined)
        return 'There was no connection to the phone network, and nobody was rung. Check your network, then call again.';
      return 'Your connection was lost and the call ended. Check your network, then call again.';
    case 'permission_denied':
      return 'The call stopped because the microphone was not allowed. Allow it, then call again.';
    case 'abandoned':
      return 'The call never got started, and nobody was rung. Call again.';
    case 'ended_by_admin':
      return 'An admin ended this call. Ask an owner or admin of your workspace why.';
  }
};

/** Its acts, as the audit log shows them. */
export const actWords = {
  'calls.dial': 'Called',
  'calls.hangUp': 'Hung up',
  'calls.stopRecording': 'Stopped recording a call',
  'calls.rejoin': 'Rejoined a call',
} as const;
