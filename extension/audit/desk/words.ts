import { ACT_WORDS } from '../../../shared/act-words.ts';

export const words = {
  title: 'Audit log',
  table: 'Entries, one per row',
  intro:
    'Who did what in this workspace. Entries are only added, never changed: each one is sealed together with those before it.',
  loading: 'Loading the log',
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
  target: 'On',
  before: 'Before',
  after: 'After',
  request: 'Request',
  seal: 'Seal',
  notSealed: 'within a minute',
  nobody: 'Not signed in',
  more: 'Show older',
  exportAll: 'Export as CSV',
  exporting: (count: number) => `Exporting… ${count} so far`,
  exported: (count: number) => `${count} ${count === 1 ? 'entry' : 'entries'} exported.`,
} as const;

export const actWords = (act: string): string => ACT_WORDS[act] ?? act;
