/** Access for webhooks that may use neither the database nor a Durable Object: their URL carries the signature. */
import type { Context } from 'hono';
import type { AppEnv } from './context.ts';
import { notFound } from './problem.ts';
import { isSignedAddress } from './secrets/index.ts';

/** The webhook key in a URL that we issued. Throws 404 for any other URL. */
export const ownKey = async (c: Context<AppEnv>): Promise<string> => {
  const { webhookKey = '', signature = '' } = c.req.param();
  if (!/^[0-9a-z]{26}$/.test(webhookKey) || !(await isSignedAddress(c.env, webhookKey, signature)))
    throw notFound();
  return webhookKey;
};
