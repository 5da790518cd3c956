import { USUAL_LIMITS } from '../../../shared/workspace/limits.ts';
import { type Spend, spendLimitWords, spendWords } from '../../../shared/workspace/spend.ts';
import { count } from '../../ui/format/numbers.ts';

const MONEY =
  'Leave empty for no limit. A whole amount in the currency of your carrier account, checked against the prices known so far.';
const usual = (value: number): string => `Default: ${count(value)}. Leave empty for no limit.`;

export const words = {
  title: 'Limits',
  intro:
    'Daily limits on calls, minutes and spend, so that a mistake or a stolen session cannot run up an unlimited bill. A call in progress is never cut off. Once a limit is reached, new calls are refused and the rep is told why.',
  member: 'Each person',
  workspace: 'Everybody together',
  workspaceHelp: 'Forwarded calls count here too.',
  fields: {
    memberCallsPerDay: 'Calls per day, each person',
    memberMinutesPerDay: 'Minutes per day, each person',
    workspaceCallsPerDay: 'Calls per day, everybody',
    workspaceMinutesPerDay: 'Minutes per day, everybody',
    memberSpendPerDay: 'Spend per day, each person',
    workspaceSpendPerDay: 'Spend per day, everybody',
  },
  help: {
    memberCallsPerDay: usual(USUAL_LIMITS.memberCallsPerDay),
    memberMinutesPerDay: usual(USUAL_LIMITS.memberMinutesPerDay),
    workspaceCallsPerDay: usual(USUAL_LIMITS.workspaceCallsPerDay),
    workspaceMinutesPerDay: usual(USUAL_LIMITS.workspaceMinutesPerDay),
    memberSpendPerDay: MONEY,
    workspaceSpendPerDay: MONEY,
  },
  unitCalls: 'calls',
  unitMinutes: 'minutes',
  today: 'Today',
  used: 'Calls, minutes and spend used today',
  reading: 'Loading today’s usage',
  begins: (timeZone: string) =>
    `Counted from midnight to midnight, ${timeZone.replaceAll('_', ' ')}. The time zone is set under Business hours.`,
  who: 'Who',
  calls: 'Calls',
  minutes: 'Minutes',
  spend: 'Spend so far',
  nothingKnown: 'None yet',
  everybody: 'Everybody',
  forwarded: 'Forwarded calls',
  nobody: 'No calls today.',
  of: (used: string, limit: number | null) => (limit === null ? used : `${used} of ${count(limit)}`),
  spent: (spend: Spend, limit: number | null) =>
    limit === null ? spendWords(spend) : `${spendWords(spend)} of ${spendLimitWords(limit, spend.currency)}`,
  unpriced: (calls: number) =>
    `The carrier reports what a call cost some minutes after it ends. ${
      calls === 1
        ? 'One of today’s calls has no price yet.'
        : `${count(calls)} of today’s calls have no price yet.`
    }`,
  currencies:
    'The currency of your carrier account changed today. Amounts in different currencies are not added together: each limit applies to each currency separately.',
  count,
} as const;
