import * as z from 'zod';
import { settingGroup } from '../settings/group.ts';

/**
 * How an inbound call is picked up while somebody is rung for it. `ringback`: at once, and the caller hears ringing;
 * from then on the caller pays, and so does the workspace. `ring_first`: the caller's own network rings until
 * somebody answers.
 */
const InboundPickUp = z.enum(['ringback', 'ring_first']);
export type InboundPickUp = z.infer<typeof InboundPickUp>;

export const incoming = settingGroup({
  fields: { inboundPickUp: InboundPickUp },
  values: { inboundPickUp: InboundPickUp },
  about: {},
  defaults: { inboundPickUp: 'ringback' },
});
