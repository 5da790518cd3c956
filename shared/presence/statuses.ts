import * as z from 'zod';

/** What a rep picks: it says whether they want incoming calls, and stays until they pick something else. */
export const PickedStatus = z.enum(['online', 'away', 'do_not_disturb']);
export type PickedStatus = z.infer<typeof PickedStatus>;

/** What a rep's status is at the moment (shared/presence/rules.ts). */
export const Status = z.enum([...PickedStatus.options, 'in_call', 'offline']);
export type Status = z.infer<typeof Status>;

/** A rep's own status. `since`: since when they have had it, milliseconds UTC. */
export const OwnStatus = z.object({ picked: PickedStatus, status: Status, since: z.number() });
export type OwnStatus = z.infer<typeof OwnStatus>;
