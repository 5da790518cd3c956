import * as z from 'zod';
import { Grant, USUAL_GRANTS } from '../capabilities.ts';
import { settingGroup } from '../settings/group.ts';

/** What managers and members may do (shared/capabilities.ts). */
export const roles = settingGroup({
  fields: { grants: z.array(Grant).max(Grant.options.length) },
  values: { grants: z.array(Grant) },
  about: {},
  defaults: { grants: [...USUAL_GRANTS] },
  stepUp: ['grants'],
});
