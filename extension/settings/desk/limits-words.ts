import { USUAL_LIMITS } from '../../../shared/workspace/limits.ts';

const count = (value: number): string => new Intl.NumberFormat('en-US').format(value);
const usual = (value: number): string => `${count(value)} unless you set another; empty for no limit.`;

export const words = {
  title: 'Limits',
  intro:
    'How much may be called in a day, so that a mistake or a stolen session cannot cost without end. A call that is under way is never cut off: the next one is refused, with words that say why.',
  member: 'Each person',
  workspace: 'Everybody together',
  workspaceHelp: 'Callers who are put through to another number count here too.',
  fields: {
    memberCallsPerDay: 'Calls a day, each person',
    memberMinutesPerDay: 'Minutes a day, each person',
    workspaceCallsPerDay: 'Calls a day, everybody',
    workspaceMinutesPerDay: 'Minutes a day, everybody',
  },
  help: {
    memberCallsPerDay: usual(USUAL_LIMITS.memberCallsPerDay),
    memberMinutesPerDay: usual(USUAL_LIMITS.memberMinutesPerDay),
    workspaceCallsPerDay: usual(USUAL_LIMITS.workspaceCallsPerDay),
    workspaceMinutesPerDay: usual(USUAL_LIMITS.workspaceMinutesPerDay),
  },
  today: 'Today',
  used: 'Calls and minutes used today',
  reading: 'Reading what was called today',
  begins: (timeZone: string) =>
    `Counted from midnight to midnight, ${timeZone.replaceAll('_', ' ')}. The time zone is set under Business hours.`,
  who: 'Who',
  calls: 'Calls',
  minutes: 'Minutes',
  everybody: 'Everybody',
  forwarded: 'Callers put through',
  nobody: 'Nobody has called today.',
  of: (used: string, limit: number | null) => (limit === null ? used : `${used} of ${count(limit)}`),
  count,
} as const;
