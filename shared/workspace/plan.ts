import * as z from 'zod';

/**
 * What an organization's plan may leave out (F047): one table for every gate the sources have. Where somebody runs
 * Ringside for themselves, nothing is left out; who runs it for others withholds by `npm run plan`.
 */
export const Entitlement = z.enum(['dialer', 'whatsapp', 'a2p_registration']);
export type Entitlement = z.infer<typeof Entitlement>;
