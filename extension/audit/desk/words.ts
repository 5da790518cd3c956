export const words = {
  title: 'Audit log',
  intro:
    'Who did what in this workspace. It is only written, never changed: each entry is sealed with those before it.',
  loading: 'Reading the log',
  empty: 'Nothing has been done yet',
  emptyNext: 'Signing in, calling and every change of a setting will appear here.',
  noMatch: 'Nothing matches these filters',
  clear: 'Clear the filters',
  who: 'Who',
  what: 'What',
  since: 'From',
  until: 'To',
  everybody: 'Everybody',
  everything: 'Everything',
  when: 'When',
  details: 'Details',
  before: 'Before',
  after: 'After',
  request: 'Request',
  seal: 'Seal',
  notSealed: 'within a minute',
  nobody: 'Nobody signed in',
  more: 'Show older',
  readAgain: 'Load again',
  offline: 'The Worker does not answer. Check your connection.',
  exportAll: 'Export as CSV',
  exporting: (count: number) => `Exporting… ${count} so far`,
  exported: (count: number) => `${count} ${count === 1 ? 'entry' : 'entries'} exported.`,
} as const;

const ACTS: Readonly<Record<string, string>> = {
  'team.signIn': 'Signed in',
  'team.signOut': 'Signed out',
  'calls.dial': 'Called',
  'calls.hangUp': 'Hung up',
  'calls.rejoin': 'Rejoined a call',
  'diagnostics.retryDeadLetter': 'Tried work again that was given up',
};

export const actWords = (act: string): string => ACTS[act] ?? act;
