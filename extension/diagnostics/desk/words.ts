import type { FailedJob } from '../../../shared/diagnostics/contract.ts';

export const words = {
  title: 'Failed jobs',
  intro:
    'Ringside tries each job several times. A job that still failed stays here for 90 days; nothing of it is lost.',
  loading: 'Loading failed jobs',
  empty: 'No failed jobs',
  emptyNext: 'Every job is done or still being tried.',
  notReadable: 'This version of Ringside cannot read that job. Update the server, then try again.',
  tryAgain: 'Try again',
  trying: 'Sent…',
  sent: (what: string) => `${what}: it is being tried again. If it fails again, it returns to this list.`,
  failedAt: (when: string, tries: number) =>
    `Failed ${when}, after ${tries} ${tries === 1 ? 'try' : 'tries'}`,
} as const;

const KINDS: Readonly<Record<string, string>> = {
  'calls.missed': 'Note a missed call',
  'calls.voicemail': 'Store a voicemail',
  'recordings.keep': 'Fetch a recording from the carrier',
  'calls.recorded': 'Fetch a recording from the carrier',
  'calls.price': 'Ask the carrier what a call cost',
  'mail.send': 'Send an email',
};

export const kindWords = ({ kind }: Pick<FailedJob, 'kind'>): string =>
  KINDS[kind] ?? 'A job of an unknown kind';
