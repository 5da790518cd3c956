import { USUAL_LIMITS } from '../../../shared/workspace/limits.ts';
import { type Spend, spendLimitWords, spendWords } from '../../../shared/workspace/spend.ts';

const count = (value: number): string => new Intl.NumberFormat('en-US').format(value);
const MONEY =
  'No limit unless you set one. A whole amount in the currency of your account with the carrier; it holds on the prices that are known.';
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
    memberSpendPerDay: 'Spend a day, each person',
    workspaceSpendPerDay: 'Spend a day, everybody',
  },
  help: {
    memberCallsPerDay: usual(USUAL_LIMITS.memberCallsPerDay),
    memberMinutesPerDay: usual(USUAL_LIMITS.memberMinutesPerDay),
    workspaceCallsPerDay: usual(USUAL_LIMITS.workspaceCallsPerDay),
    workspaceMinutesPerDay: usual(USUAL_LIMITS.workspaceMinutesPerDay),
    memberSpendPerDay: MONEY,
    workspaceSpendPerDay: MONEY,
  },
  today: 'Today',
  used: 'Calls, minutes and spend used today',
  reading: 'Reading what was called today',
  begins: (timeZone: string) =>
    `Counted from midnight to midnight, ${timeZone.replaceAll('_', ' ')}. The time zone is set under Business hours.`,
  who: 'Who',
  calls: 'Calls',
  minutes: 'Minutes',
  spend: 'Spend known so far',
  nothingKnown: 'None yet',
  everybody: 'Everybody',
  forwarded: 'Callers put through',
  nobody: 'Nobody has called today.',
  of: (used: string, limit: number | null) => (limit === null ? used : `${used} of ${count(limit)}`),
  spent: (spend: Spend, limit: number | null) =>
    limit === null ? spendWords(spend) : `${spendWords(spend)} of ${spendLimitWords(limit, spend.currency)}`,
  unpriced: (calls: number) =>
    `The carrier tells what a call cost some minutes after its end. ${
      calls === 1
        ? 'One of today’s calls has no price yet.'
        : `${count(calls)} of today’s calls have no price yet.`
    }`,
  currencies:
    'The currency of your account with the carrier has changed today. Amounts in different currencies are not added up: a limit holds for each of them.',
  count,
} as const;
