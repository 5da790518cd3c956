/** How much may be called in a day: what keeps a mistake, or a stolen session, from costing without end. */
import * as z from 'zod';
import { addSpends, MICROS, Spend } from './spend.ts';

const MOST = 1_000_000;

/**
 * What each limit is until somebody sets it. Spend is in whole units of the account's currency. Nobody limits it but an
 * admin: what is plenty in one currency is a single call in another.
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

/** Today, in the workspace's time zone, and what may be used of it. */
export type Budget = { readonly day: string; readonly limits: Limits };

/** As an admin enters it. */
export const Limit = z
  .number('Enter a number, or leave the field empty for no limit.')
  .int('Enter a whole number.')
  .min(1, 'At least 1.')
  .max(MOST, `At most ${MOST}.`)
  .nullable();

/**
 * What was used of a day so far. Minutes are of talk, begun ones counted whole at the end. Spend is what is known: the
 * carrier tells what a call cost some time after its end. More than one currency only where the account's has changed.
 */
export const Used = z.object({ calls: z.number().int(), minutes: z.number(), spend: z.array(Spend) });
export type Used = z.infer<typeof Used>;

export const NOTHING_USED: Used = { calls: 0, minutes: 0, spend: [] };

/** All of it together. */
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
  /** Of a limit of spend: what its whole units are. */
  currency: z.string().optional(),
});
export type UsedUp = z.infer<typeof UsedUp>;

/** Currencies are not added up: the limit holds for each of them. */
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
