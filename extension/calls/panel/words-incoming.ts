import type { EndedOffer } from '../../messages.ts';
import { shownWho } from '../who.ts';

/** What a rep reads while a call rings. */
export const incomingWords = {
  title: 'Incoming call',
  from: (who: string) => `Incoming call from ${who}`,
  calls: 'Calls',
  waiting: 'Waiting for',
  answer: 'Answer',
  answering: 'Answering…',
  reject: 'Reject',
  toVoicemail: 'To voicemail',
  waitsForMicrophone:
    'Allow the microphone on the page that opened. It rings on for your colleagues; you answer as soon as you allow it.',
  microphoneBlocked:
    'The microphone is blocked for Ringside. Set “Microphone” to “Allow” in Chrome’s settings. It rings on for your colleagues; you answer as soon as you allow it.',
  waitsForLine:
    'Not connected to the phone network yet. It rings on for your colleagues; you answer as soon as you are connected.',
};

const WHY: Readonly<Record<EndedOffer['why'], (by: string | undefined) => string>> = {
  taken: by => `taken by ${by ?? 'a colleague'}.`,
  caller_gone: () => 'hung up before anyone answered.',
  voicemail: by => (by ? `sent to voicemail by ${by}.` : 'sent to voicemail.'),
  lapsed: () => 'nobody answered in time.',
  declined: () => 'rejected by you.',
  given_back: () => 'you could not be connected. It rings for your colleagues again.',
};

/** Why a call no longer rings here. */
export const endedOfferWords = ({ call, why, by }: EndedOffer, country: string): string =>
  `${shownWho(call, country)}: ${WHY[why](by)}`;
