/** How much may be called in a day: what keeps a mistake, or a stolen session, from costing without end. */
import * as z from 'zod';

const MOST = 1_000_000;

/** What each limit is until somebody sets it. */
export const USUAL_LIMITS = {
  memberCallsPerDay: 300,
  memberMinutesPerDay: 480,
  workspaceCallsPerDay: 3_000,
  workspaceMinutesPerDay: 4_800,
} as const;
export type LimitName = keyof typeof USUAL_LIMITS;
export const LIMIT_NAMES: readonly LimitName[] = [
  'memberCallsPerDay',
  'memberMinutesPerDay',
  'workspaceCallsPerDay',
  'workspaceMinutesPerDay',
];

/** Null for no limit. */
export type Limits = Readonly<Record<LimitName, number | null>>;

/** Today, in the workspace's time zone, and what may be used of it. */
export type Budget = { readonly day: string; readonly limits: Limits };

/** As an admin enters it. */
export const Limit = z
  .number('Enter a number, or nothing for no limit.')
  .int('Enter a whole number.')
  .min(1, 'At least 1.')
  .max(MOST, `At most ${MOST}.`)
  .nullable();

/** What was used of a day so far. Minutes are of talk, begun ones counted whole at the end. */
export const Used = z.object({ calls: z.number().int(), minutes: z.number() });
export type Used = z.infer<typeof Used>;

/** Which limit is used up. */
export const UsedUp = z.object({
  /** Whose: one person's, or everybody's together. */
  of: z.enum(['member', 'workspace']),
  what: z.enum(['calls', 'minutes']),
  limit: z.number().int(),
});
export type UsedUp = z.infer<typeof UsedUp>;

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
  return undefined;
};
