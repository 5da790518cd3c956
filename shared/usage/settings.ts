import * as z from 'zod';
import { settingGroup } from '../settings/group.ts';
import { LIMIT_NAMES, Limit, USUAL_LIMITS } from '../workspace/limits.ts';

const Stored = z.number().nullable();

/** How much may be called in a day; null for no limit. */
export const limits = settingGroup({
  fields: {
    memberCallsPerDay: Limit,
    memberMinutesPerDay: Limit,
    workspaceCallsPerDay: Limit,
    workspaceMinutesPerDay: Limit,
    /** In whole units of the account's currency. */
    memberSpendPerDay: Limit,
    workspaceSpendPerDay: Limit,
  },
  values: {
    memberCallsPerDay: Stored,
    memberMinutesPerDay: Stored,
    workspaceCallsPerDay: Stored,
    workspaceMinutesPerDay: Stored,
    memberSpendPerDay: Stored,
    workspaceSpendPerDay: Stored,
  },
  about: {},
  defaults: USUAL_LIMITS,
  stepUp: LIMIT_NAMES,
});
