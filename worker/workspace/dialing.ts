import * as z from 'zod';
import { dialer } from '../../shared/calls/settings.ts';
import { incoming } from '../../shared/incoming/settings.ts';
import { countries } from '../../shared/numbers/settings.ts';
import { recording } from '../../shared/recordings/settings.ts';
import { limits } from '../../shared/usage/settings.ts';
import { dayOf, USUAL_TIME_ZONE } from '../../shared/workspace/day.ts';
import { Hours } from '../../shared/workspace/hours.ts';
import type { Budget } from '../../shared/workspace/limits.ts';

/**
 * The settings that a dial and an incoming call need are in one column of the workspace's row: it is read together
 * with the session, so that a dial does not wait for them. Those that were never changed are missing.
 */
const { dialerEnabled: _, ...values } = dialer.values;
const { dialerEnabled: __, ...defaults } = dialer.defaults;
const Dialing = z.object({
  ...values,
  ...recording.values,
  ...incoming.values,
  ...countries.values,
  ...limits.values,
});
const DEFAULTS = {
  ...defaults,
  ...recording.defaults,
  ...incoming.defaults,
  ...countries.defaults,
  ...limits.defaults,
};

/** The settings a rep's dialing uses. */
export type Dialing = z.infer<typeof Dialing>;
export const dialingOf = ({ dialing }: { readonly dialing: string }): Dialing =>
  Dialing.parse({ ...DEFAULTS, ...JSON.parse(dialing) });

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
