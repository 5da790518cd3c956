import * as z from 'zod';
import { settingGroup } from '../settings/group.ts';
import { Destination } from './destination.ts';

const MOST_COUNTRIES = 300;

/** The countries that may be called. They decide what calls may cost. */
export const countries = settingGroup({
  fields: {
    /** Null for the default ones. */
    allowedCountries: z
      .array(Destination)
      .min(1, 'Allow at least one country, or nobody can be called.')
      .max(MOST_COUNTRIES)
      .nullable(),
    /** Whether premium-rate and shared-cost numbers of an allowed country may be called. */
    allowCostly: z.boolean(),
  },
  values: { allowedCountries: z.array(z.string()).nullable(), allowCostly: z.boolean() },
  about: {
    /** The workspace's own country, and those of its numbers. */
    usualCountries: z.array(z.string()),
    /** The countries the carrier does not let the account call; empty while that is unknown. */
    barredCountries: z.array(z.string()),
  },
  defaults: { allowedCountries: null, allowCostly: false },
  stepUp: ['allowedCountries', 'allowCostly'],
});
