/** Daily limits on calls, so that a mistake or a stolen session cannot run up an unlimited bill. */
import * as z from 'zod';
import { addSpends, MICROS, Spend } from './spend.ts';

const MOST = 1_000_000;

/**
 * What each limit is until an admin sets it. Spend is in whole units of the account's currency, and has no default:
 * what is plenty in one currency is a single call in another.
 */
export const USUAL_LIMITS = {
  memberCallsPerDay: 300,
  memberMinutesPerDay: 480,
  workspaceCallsPerDay: 3_000,
  workspaceMinutesPerDay: 4_800,
  memberSpendPerDay: null,
  workspaceSpendPerDay: null,
} as const;
export type LimitName = keyof typeof USUAL_LIMITS;
export const LIMIT_NAMES: readonly LimitName[] = [
  'memberCallsPerDay',
  'memberMinutesPerDay',
  'workspaceCallsPerDay',
  'workspaceMinutesPerDay',
  'memberSpendPerDay',
  'workspaceSpendPerDay',
];

/** Null for no limit. */
export type Limits = Readonly<Record<LimitName, number | null>>;

/** Today's date in the workspace's time zone, and the limits that apply. */
export type Budget = { readonly day: string; readonly limits: Limits };

/** As an admin enters it. */
export const Limit = z
  .number('Enter a number, or leave the field empty for no limit.')
  .int('Enter a whole number.')
  .min(1, 'At least 1.')
  .max(MOST, `At most ${MOST}.`)
  .nullable();

/**
 * A day's usage so far. Minutes are talk time, with started minutes counted whole once a call ends. Spend is what is
 * known: the carrier reports what a call cost some time after it ends. It has several currencies only when the
 * account's currency has changed.
 */
export const Used = z.object({ calls: z.number().int(), minutes: z.number(), spend: z.array(Spend) });
export type Used = z.infer<typeof Used>;

export const NOTHING_USED: Used = { calls: 0, minutes: 0, spend: [] };

/** The sum of all. */
export const addUsed = (all: readonly Used[]): Used => ({
  calls: all.reduce((sum, { calls }) => sum + calls, 0),
  minutes: all.reduce((sum, { minutes }) => sum + minutes, 0),
  spend: addSpends(all.flatMap(({ spend }) => spend)),
});

/** Which limit is used up. */
export const UsedUp = z.object({
  /** Whose: one person's, or everybody's together. */
  of: z.enum(['member', 'workspace']),
  what: z.enum(['calls', 'minutes', 'spend']),
  limit: z.number().int(),
  /** For a spend limit: the currency of its whole units. */
  currency: z.string().optional(),
});
export type UsedUp = z.infer<typeof UsedUp>;

/** Currencies are not added up: the limit applies to each of them separately. */
const spentUp = (of: UsedUp['of'], spend: readonly Spend[], limit: number | null): UsedUp | undefined => {
  const spent = limit === null ? undefined : spend.find(({ micros }) => micros >= limit * MICROS);
  return spent && limit !== null ? { of, what: 'spend', limit, currency: spent.currency } : undefined;
};

/** Undefined while one more call may begin. */
export const usedUp = (limits: Limits, member: Used, workspace: Used): UsedUp | undefined => {
  const checks = [
    ['member', 'calls', member.calls, limits.memberCallsPerDay],
    ['member', 'minutes', member.minutes, limits.memberMinutesPerDay],
    ['workspace', 'calls', workspace.calls, limits.workspaceCallsPerDay],
    ['workspace', 'minutes', workspace.minutes, limits.workspaceMinutesPerDay],
  ] as const;
  for (const [of, what, used, limit] of checks)
    if (limit !== null && used >= limit) return { of, what, limit };
  return (
    spentUp('member', member.spend, limits.memberSpendPerDay) ??
    spentUp('workspace', workspace.spend, limits.workspaceSpendPerDay)
  );
};
