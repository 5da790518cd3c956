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
