import type { Context } from 'hono';
import { isOpenAt, nextOpening } from '../../shared/workspace/hours.ts';
import type { AppEnv } from '../context.ts';
import { systemClock } from '../platform.ts';
import { FallbackRequest, hangupTwiml } from '../twilio/index.ts';
import { readWebhook } from '../webhook.ts';
import { hoursOf } from '../workspace/index.ts';
import { askForMessage, keepMissedLater, twiml } from './fallback.ts';
import { closedWords } from './words.ts';

/** Somebody calls a number of the workspace. Nobody takes such calls yet: they may leave a message, and hear when it is closed. */
export const incoming = async (c: Context<AppEnv>): Promise<Response> => {
  const { workspace, signed, event } = await readWebhook(c, FallbackRequest);
  if (!event || !signed) return twiml(c, hangupTwiml());
  await keepMissedLater(c, workspace.webhookKey, signed, event);
  const hours = hoursOf(workspace);
  const now = systemClock.now();
  const isClosed = !isOpenAt(hours, now);
  return askForMessage(
    c,
    workspace.webhookKey,
    hours && isClosed ? closedWords(nextOpening(hours, now)) : undefined,
  );
};
