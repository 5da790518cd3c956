import * as z from 'zod';

/**
 * How a caller is picked up while somebody is rung for them. `ringback`: at once, and they hear it ring; they pay from
 * then on, and so does the workspace. `ring_first`: their own network rings until somebody answers.
 */
export const InboundPickUp = z.enum(['ringback', 'ring_first']);
export type InboundPickUp = z.infer<typeof InboundPickUp>;
