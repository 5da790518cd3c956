import type { Context } from 'hono';
import type { AppEnv } from '../context.ts';

export const twiml = (c: Context<AppEnv>, xml: string): Response =>
  c.body(xml, 200, { 'content-type': 'text/xml' });
