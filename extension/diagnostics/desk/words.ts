import type { DeadLetter } from '../../../shared/diagnostics/contract.ts';

export const words = {
  title: 'Work that was given up',
  intro:
    'Ringside tries everything it owes several times. What still failed waits here for 90 days; nothing of it was lost.',
  loading: 'Looking for work that was given up',
  empty: 'Nothing was given up',
  emptyNext: 'Everything Ringside owes has been done, or is still being tried.',
  failed: 'The list could not be loaded',
  offline: 'The server does not answer. Check your connection.',
  notReadable: 'This version of Ringside cannot read that work. Update the Worker, then try again.',
  tryAgain: 'Try again',
  readAgain: 'Load again',
  trying: 'Sent…',
  sent: (what: string) => `${what}: it is being tried again. If it fails again, it comes back here.`,
  givenUp: (when: string, tries: number) =>
    `Given up ${when}, after ${tries} ${tries === 1 ? 'try' : 'tries'}`,
} as const;

const KINDS: Readonly<Record<string, string>> = {
  'calls.missed': 'Note a missed call',
  'calls.voicemail': 'Keep a voicemail',
  'recordings.keep': 'Fetch a recording from the carrier',
  'calls.recorded': 'Fetch the recording of a call from the carrier',
  'calls.price': 'Ask the carrier what a call cost',
  'mail.send': 'Send a mail',
};

export const kindWords = ({ kind }: Pick<DeadLetter, 'kind'>): string =>
  KINDS[kind] ?? 'Work of an unknown kind';
