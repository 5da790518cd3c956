import type { CallerIdReason, CallView, EndReason } from '../../../shared/calls/contract.ts';
import { endWords, obstacleWords, phaseWords, refusalWords } from '../../../shared/calls/words.ts';
import type { RefusalOf } from '../../../shared/endpoint.ts';
import type { AnswerRefusal } from '../../../shared/incoming/contract.ts';
import { answerRefusalWords } from '../../../shared/incoming/words.ts';
import type { switchWorkspace } from '../../../shared/team/contract.ts';
import { switchRefusalWords } from '../../../shared/team/words.ts';
import type { PhoneCall, PhoneState, RejoinRefusal } from '../../messages.ts';
import { spokenDuration } from '../../ui/format/durations.ts';

export type Refused =
  | NonNullable<PhoneCall['refused']>
  | AnswerRefusal
  | RejoinRefusal
  | RefusalOf<typeof switchWorkspace>;

export const words = {
  call: 'Call',
  calling: 'Calling',
  end: 'End',
  mute: 'Mute',
  hold: 'Hold',
  holding: 'Holding…',
  resuming: 'Resuming…',
  muted: 'muted',
  mutedSign: 'Muted',
  keypad: 'Keypad',
  holdForPlus: 'Hold for +',
  signedOut: 'Signed out',
  interruptedWord: 'Interrupted',
  yourStatus: 'Your status',
  team: 'Team',
  ending: 'Ending…',
  keypadHint: 'Click or type digits to send them',
  currentCall: 'Current call',
  lastCall: 'Last call',
  redial: 'Call again',
  done: 'Done',
  wrapUp: 'Wrap-up',
  tryAgain: 'Try again',
  changeNumber: 'Change number',
  allowMicrophone: 'Allow microphone',
  openMicrophonePage: 'Open the microphone page',
  openMicrophoneSettings: 'Open Chrome’s settings',
  connect: 'Connect',
  noAnswerInside: 'Ringside did not respond. Close this panel, open it again, and try again.',
  settings: 'Settings',
  checkUp: 'Check-up: what a call needs',
  numberLabel: 'Phone number',
  numberPlaceholder: 'Number',
  erase: 'Delete the last digit. Hold to clear.',
  confirm: 'Check the number, then click Call.',
  notKnown: 'Not in your contacts',
  noName: 'In your contacts, no name yet',
  noNameYet: 'No name yet',
  stopped: 'You stopped before anyone was called.',
  lookUpFailed: 'Could not check who this is',
  pastedSeveral: 'Several numbers in that text. Paste just one.',
  pastedNone: 'No phone number in that text.',
  callFrom: 'Call from',
  calledNumber: 'Called',
  callFromFitting: 'Picked automatically',
  callFromOption: (areaCode: string, number: string, name: string) =>
    [areaCode, number, name === number ? '' : name].filter(Boolean).join(' · '),
  sentDigits: 'Digits sent',
  fromPage: 'Found on',
  signedOutTitle: 'Connect this browser',
  noCalls: 'No calls',
  notReady: 'This workspace’s dialer is not ready. Your admin can see why in the settings, under Dialer.',
  workspace: 'Workspace',
  noDialerTitle: 'No calls with your role',
  noDialerText: 'Managers and members cannot make calls. What your role can see is in the settings.',
  openSettings: 'Open settings',
  signedOutText: 'Ringside needs a setup code from your admin before you can call. It takes a minute.',
  waitsForMicrophone:
    'Allow the microphone on the page that opened. Nobody is being called yet; the call starts once you allow it.',
  waitsForBlockedMicrophone:
    'The microphone is blocked for Ringside. Set “Microphone” to “Allow” in Chrome’s settings. Nobody is being called yet; the call starts once you allow it.',
  waitsForLine:
    'Not connected to the phone network yet. Nobody is being called; the call starts automatically once you are connected.',
  reconnecting: 'Reconnecting. The call is kept while your connection comes back.',
  interrupted: 'The call was interrupted. They are on hold.',
  alsoPressed: (number: string) =>
    `One call at a time. ${number} waits in the number field until this call is over.`,
  interruptedOffline: 'No connection to the phone network. They are on hold.',
  rejoin: 'Rejoin',
  rejoining: 'Rejoining…',
  rejoinWithin: 'Time left to rejoin:',
  waitsToRejoin:
    'Allow the microphone on the page that opened. They are on hold; you rejoin as soon as you allow it.',
  blockedToRejoin:
    'The microphone is blocked for Ringside. Set “Microphone” to “Allow” in Chrome’s settings. They are on hold; you rejoin as soon as you allow it.',
  elsewhere: 'This call is in another of your browsers. You can end it here.',
  unreachable: 'Ringside cannot reach its server. You can keep talking; buttons may take effect late.',
  endingUnreachable:
    'You hung up, but there is no connection. The call ends as soon as the connection is back.',
  signedOutInCall: 'You were signed out. This call continues; connect again when it is over.',
  slowServer: 'The server is slow to answer. Nobody is being called yet.',
  slowNetwork: 'The phone network is slow to answer. Their phone is not ringing yet.',
  networkBusy: 'The phone network is busy. Trying again…',
  recording: {
    notice: 'They are being told that the call is recorded. Nothing is recorded yet.',
    on: 'This call is being recorded.',
    stopping: 'Stopping the recording…',
    stopped: 'No longer recorded.',
    not_told: 'Not recorded: they could not be told.',
    refused: 'Not recorded: the phone network refused.',
  },
  stopRecording: 'Stop recording',
  onHold: 'On hold. They cannot hear you.',
  onOwnHold: 'On hold. They hear music, and neither you nor your digits.',
  held: 'On hold',
  couldNot: { hold: 'Could not hold. Try again.', resume: 'Could not resume. Try again.' },
  resumesLate: 'They are still on hold. Trying again…',
  offline: 'Offline. You can call again when the connection is back.',
  noLine:
    'Not connected to the phone network. Ringside keeps trying; a call you make now goes out as soon as it is connected.',
  tabs: { dial: 'Keypad', recents: 'Recents', missed: 'Missed' },
  recentsEmpty: 'No calls yet',
  recentsEmptyNext: 'Calls you make appear here. One click calls the number again.',
  recentsFailed: 'Your calls could not be loaded.',
  recentsOffline: 'Your calls appear here when the connection is back.',
  showMore: 'Show more',
  loadingMore: 'Loading…',
  loadingRecents: 'Loading your calls',
} as const;

/** What keeps the rep from having a status at all. */
export const dutyWord = (duty: PhoneState['duty'] | undefined): string => {
  switch (duty) {
    case undefined:
    case 'starting':
    case 'ready':
      return 'Starting';
    case 'signed_out':
      return words.signedOut;
    case 'no_dialer':
      return words.noCalls;
    case 'not_ready':
      return 'Not ready';
    case 'offline':
      return 'Offline';
    case 'no_line':
      return 'Not connected';
  }
};

/** The word next to the dot. Once the call is answered, the timer replaces it. */
export const callWord = (call: PhoneCall): string => {
  if (call.refused) return 'Not called';
  if (call.ending) return 'Ending';
  if (call.waitsFor !== null) return 'Waiting';
  if (call.away === 'interrupted') return 'Interrupted';
  if (call.away === 'rejoining') return 'Rejoining';
  if (call.away === null && call.phase === 'active' && !call.linked) return 'Reconnecting';
  // The rep has answered: what rings is the caller's phone, until this one is in the room.
  if (call.phase === 'ringing' && call.view?.direction === 'inbound') return phaseWords('connecting');
  if (call.phase === 'active' && call.view?.onHold) return 'On hold';
  return phaseWords(call.phase);
};

/** The rep has clicked End, but the server or the carrier cannot be reached, so the call has not ended yet. */
export const isUnreachable = (state: PhoneState, call: PhoneCall): boolean =>
  call.ending && (state.duty !== 'ready' || !call.linked);

/** What a waiting call is waiting for, and what the rep can do about it. */
export const waitWords = (call: PhoneCall, microphone: PhoneState['microphone']): string => {
  if (call.waitsFor === 'line') return words.waitsForLine;
  if (microphone === 'refused') return call.view ? words.blockedToRejoin : words.waitsForBlockedMicrophone;
  return call.view ? words.waitsToRejoin : words.waitsForMicrophone;
};

const ENDED_SHORT: Readonly<Record<EndReason, string>> = {
  completed: 'Ended',
  busy: 'Busy',
  no_answer: 'No answer',
  canceled: 'Canceled',
  rejected: 'Declined',
  voicemail: 'Voicemail',
  invalid_number: 'Not in service',
  blocked_compliance: 'Not allowed',
  carrier_error: 'Could not connect',
  network_error: 'Connection lost',
  permission_denied: 'Microphone not allowed',
  abandoned: 'Did not start',
  ended_by_admin: 'Ended by an admin',
};

/** The heading of a call that is over or was never placed. */
export const overTitle = (call: PhoneCall): string => {
  if (call.refused) return call.refused.reason === 'already_dialing' ? 'One call at a time' : 'Not called';
  if (call.view?.answeredAt !== undefined) return 'Call ended';
  if (call.view?.endReason === 'network_error' && call.view.ringingAt === undefined) return 'Not connected';
  return call.view?.endReason ? ENDED_SHORT[call.view.endReason] : 'Stopped';
};

/** How a dialled call ended. A call that was stopped before dialling has no end reason. */
export const endedText = (call: PhoneCall): string => (call.view ? endWords(call.view) : words.stopped);

/** The request id of a server error is shown apart from the message, small and copyable. */
export const refusedWords = (refused: Refused): { text: string; requestId?: string } => {
  switch (refused.reason) {
    case 'server':
      return { text: refused.detail, requestId: refused.requestId };
    case 'on_a_call':
      return { text: switchRefusalWords(refused) };
    case 'over':
      return { text: 'They are no longer on the line. Call them again.' };
    case 'taken':
    case 'busy':
      return { text: answerRefusalWords(refused) };
    case 'still_connected':
      return { text: 'Your old connection is still being closed. Try again in a moment.' };
    case 'to_confirm':
      return { text: words.confirm };
    case 'signed_out':
    case 'no_dialer':
    case 'microphone':
    case 'offline':
    case 'no_line':
    case 'no_call':
      return { text: obstacleWords(refused) };
    default:
      return { text: refusalWords(refused) };
  }
};

/** A short outcome for a row of recents that has no duration to show. */
export const rowReason = (call: Pick<CallView, 'phase' | 'endReason'>): string =>
  call.endReason ? ENDED_SHORT[call.endReason] : phaseWords(call.phase);

export const directionWord = { outbound: 'Outgoing', inbound: 'Incoming' } as const;

const CALLER_ID_WHY: Readonly<Record<CallerIdReason, string>> = {
  picked: 'chosen',
  local: 'local',
  override: 'your default',
  sticky: 'last used',
  first: 'first number',
};
export const callerIdWhy = (reason: CallerIdReason): string => CALLER_ID_WHY[reason];

export const talkedFor = (ms: number): string => `Talked for ${spokenDuration(ms)}`;
