import type { Context } from 'hono';
import type { AppEnv } from '../context.ts';
import { FallbackRequest, hangupTwiml } from '../twilio/index.ts';
import { readWebhook } from '../webhook.ts';
import { askForMessage, keepMissedLater, twiml } from './fallback.ts';

/** Somebody calls a number of the workspace. Nobody takes such calls yet: they may leave a message. */
export const incoming = async (c: Context<AppEnv>): Promise<Response> => {
  const { workspace, signed, event } = await readWebhook(c, FallbackRequest);
  if (!event || !signed) return twiml(c, hangupTwiml());
  await keepMissedLater(c, workspace.webhookKey, signed, event);
  return askForMessage(c, workspace.webhookKey);
};
