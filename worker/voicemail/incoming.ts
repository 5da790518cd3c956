import type { Context } from 'hono';
import type * as z from 'zod';
import { notAllowed } from '../../shared/numbers/allowed.ts';
import { classify } from '../../shared/numbers/classify.ts';
import { isOpenAt, nextOpening } from '../../shared/workspace/hours.ts';
import { forwardedUrl } from '../callback-urls.ts';
import type { AppEnv } from '../context.ts';
import { log } from '../log.ts';
import { isOurs, numbersOf } from '../numbers/index.ts';
import { switchboardOf } from '../objects.ts';
import { systemClock } from '../platform.ts';
import { owePriceOfForward, priceOfForwardIsDue } from '../prices/index.ts';
import {
  FallbackRequest,
  ForwardedRequest,
  forwardTwiml,
  hangupTwiml,
  type SignedForm,
} from '../twilio/index.ts';
import { readWebhook } from '../webhook.ts';
import { budgetOf, dialingOf, hoursOf, type Workspace, workspaceById } from '../workspace/index.ts';
import { askForMessage, storeMissedCallLater, twiml } from './fallback.ts';
import { closedWords } from './words.ts';

/** A call nobody took becomes a row, and its caller may leave a message. Outside business hours, they are told so. */
const takeMessage = async (
  c: Context<AppEnv>,
  workspace: Workspace,
  signed: SignedForm,
  event: z.infer<typeof FallbackRequest>,
): Promise<Response> => {
  await storeMissedCallLater(c, workspace.webhookKey, signed, event);
  const hours = hoursOf(workspace);
  const now = systemClock.now();
  const isClosed = !isOpenAt(hours, now);
  return askForMessage(
    c,
    workspace.webhookKey,
    hours && isClosed ? closedWords(nextOpening(hours, now)) : undefined,
  );
};

/**
 * The number that calls to `to` are forwarded to. Undefined if there is none, if any workspace here owns it (the call
 * would come back), or if the workspace no longer allows calls to it.
 */
const forwardOf = async (
  env: Env,
  { id }: Workspace,
  to: string | undefined,
): Promise<string | undefined> => {
  // Read again, so that an admin's change applies at once: a webhook's workspace may be half a minute old.
  const [numbers, workspace] = await Promise.all([numbersOf(env, id), workspaceById(env, id)]);
  const forwardTo = numbers.find(({ e164 }) => e164 === to)?.forwardTo;
  if (!forwardTo || !workspace) return undefined;
  const { country } = workspace;
  const classified = classify(forwardTo, country);
  const refused =
    'e164' in classified ? notAllowed(classified, dialingOf(workspace), { country, numbers }) : classified;
  if (refused) log.warn('incoming.forward', { workspaceId: id, number: forwardTo, reason: 'not_allowed' });
  return refused || (await isOurs(env, forwardTo)) ? undefined : forwardTo;
};

/** A call to a number of the workspace. Members cannot take such calls yet: it is forwarded, or goes to voicemail. */
export const incoming = async (c: Context<AppEnv>): Promise<Response> => {
  const { workspace, signed, event } = await readWebhook(c, FallbackRequest);
  if (!event || !signed) return twiml(c, hangupTwiml());
  const to = await forwardOf(c.env, workspace, event.To);
  if (to === undefined) return takeMessage(c, workspace, signed, event);
  const usedUp = await switchboardOf(c.env, workspace.id).claimForward(
    event.CallSid,
    budgetOf(workspace, systemClock.now()),
  );
  if (usedUp) {
    log.warn('incoming.forward', { workspaceId: workspace.id, callSid: event.CallSid, reason: 'limit' });
    return takeMessage(c, workspace, signed, event);
  }
  log.info('incoming.forward', { workspaceId: workspace.id, callSid: event.CallSid, number: to });
  // The caller does not wait for this write. If it fails, the webhook of the call's end makes up for it.
  c.executionCtx.waitUntil(
    owePriceOfForward(c.env, workspace.id, event, systemClock.now()).catch((error: unknown) =>
      log.warn('incoming.price', { workspaceId: workspace.id, callSid: event.CallSid, error }),
    ),
  );
  const { ringSeconds, inboundPickUp } = dialingOf(workspace);
  return twiml(
    c,
    forwardTwiml({
      to,
      ringSeconds,
      isAnsweredFirst: inboundPickUp === 'ringback',
      action: forwardedUrl(c.env, workspace.webhookKey),
    }),
  );
};

/** A forwarded call is over, or was not answered there either. */
export const forwarded = async (c: Context<AppEnv>): Promise<Response> => {
  const { workspace, signed, event } = await readWebhook(c, ForwardedRequest);
  if (!event || !signed) return twiml(c, hangupTwiml());
  await Promise.all([
    switchboardOf(c.env, workspace.id).endForward(event.CallSid, event.DialCallDuration * 1000),
    priceOfForwardIsDue(c.env, workspace.id, event, systemClock.now()),
  ]);
  if (event.DialCallStatus === 'completed') return twiml(c, hangupTwiml());
  return takeMessage(c, workspace, signed, event);
};
