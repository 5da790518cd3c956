import * as z from 'zod';

/**
 * What an organization's plan may exclude (F047): one table for every gate the sources have. Those who run Ringside
 * for themselves exclude nothing; an operator who runs it for others excludes entitlements with `npm run plan`.
 */
export const Entitlement = z.enum(['dialer', 'whatsapp', 'a2p_registration']);
export type Entitlement = z.infer<typeof Entitlement>;
