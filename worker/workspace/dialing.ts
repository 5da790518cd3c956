import * as z from 'zod';
import { NumberId } from '../../shared/ids.ts';
import { ClickAction } from '../../shared/workspace/click-action.ts';
import { RING_SECONDS, USUAL_NOTICE, WRAP_UP_SECONDS } from '../../shared/workspace/contract.ts';
import { dayOf, USUAL_TIME_ZONE } from '../../shared/workspace/day.ts';
import { Hours } from '../../shared/workspace/hours.ts';
import { type Budget, USUAL_LIMITS } from '../../shared/workspace/limits.ts';
import { InboundPickUp } from '../../shared/workspace/pick-up.ts';

/** The settings a rep's dialing uses; defaults for those that are not stored. */
export const Dialing = z.object({
  ringSeconds: z.number().default(RING_SECONDS.usual),
  wrapUpSeconds: z.number().default(WRAP_UP_SECONDS.usual),
  recordCalls: z.boolean().default(false),
  recordingNotice: z.string().default(USUAL_NOTICE),
  inboundPickUp: InboundPickUp.default('ringback'),
  clickAction: ClickAction.default('call'),
  defaultNumber: NumberId.nullable().default(null),
  allowedCountries: z.array(z.string()).nullable().default(null),
  allowCostly: z.boolean().default(false),
  memberCallsPerDay: z.number().nullable().default(USUAL_LIMITS.memberCallsPerDay),
  memberMinutesPerDay: z.number().nullable().default(USUAL_LIMITS.memberMinutesPerDay),
  workspaceCallsPerDay: z.number().nullable().default(USUAL_LIMITS.workspaceCallsPerDay),
  workspaceMinutesPerDay: z.number().nullable().default(USUAL_LIMITS.workspaceMinutesPerDay),
  memberSpendPerDay: z.number().nullable().default(USUAL_LIMITS.memberSpendPerDay),
  workspaceSpendPerDay: z.number().nullable().default(USUAL_LIMITS.workspaceSpendPerDay),
});
export type Dialing = z.infer<typeof Dialing>;

export const dialingOf = ({ dialing }: { readonly dialing: string }): Dialing =>
  Dialing.parse(JSON.parse(dialing));

const Sites = z.array(z.string());
/** The sites on which numbers are looked for. */
export const sitesOf = ({ sites }: { readonly sites: string }): string[] => Sites.parse(JSON.parse(sites));

/** Null if none are set: the workspace is then always open. */
export const hoursOf = ({ hours }: { readonly hours: string | null }): Hours | null =>
  hours === null ? null : Hours.parse(JSON.parse(hours));

/** The time zone in which the workspace's days are counted. */
export const timeZoneOf = (workspace: { readonly hours: string | null }): string =>
  hoursOf(workspace)?.timeZone ?? USUAL_TIME_ZONE;

/** Today's limits. */
export const budgetOf = (
  workspace: { readonly dialing: string; readonly hours: string | null },
  now: number,
): Budget => ({ day: dayOf(timeZoneOf(workspace), now), limits: dialingOf(workspace) });
