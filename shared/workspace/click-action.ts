import * as z from 'zod';

/** What a click on a number in a page does: `call` it, or `ask`: put it into the panel, where it can be called. */
export const ClickAction = z.enum(['call', 'ask']);
export type ClickAction = z.infer<typeof ClickAction>;
