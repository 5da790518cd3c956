import * as z from 'zod';
import { RING_SECONDS } from '../../shared/workspace/contract.ts';

/** What of the settings a rep's dialing goes by. What is not stored is as it comes. */
const Dialing = z.object({
  ringSeconds: z.number().default(RING_SECONDS.usual),
});
export type Dialing = z.infer<typeof Dialing>;

export const dialingOf = ({ dialing }: { readonly dialing: string }): Dialing =>
  Dialing.parse(JSON.parse(dialing));
