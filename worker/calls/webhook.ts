import type { Context } from 'hono';
import type * as z from 'zod';
import type { AppEnv } from '../context.ts';
import { log } from '../log.ts';
import { HttpProblem, notFound } from '../problem.ts';
import { UnreadEvent, verifiedForm } from '../twilio/index.ts';
import { type Workspace, workspaceByWebhookKey } from '../workspace/index.ts';

/**
 * The order of trust: key in the path → workspace → signature and single keys → strict shape → account.
 * Undefined for news we do not read. What has the wrong shape is refused, however well it is signed: the signature
 * covers names and values run together, so a re-split form carries a good one.
 */
export const readWebhook = async <S extends z.ZodType<{ AccountSid: string }>>(
  c: Context<AppEnv>,
  schema: S,
): Promise<{ workspace: Workspace; event: z.infer<S> | undefined }> => {
  const webhookKey = c.req.param('webhookKey') ?? '';
  const workspace = /^[0-9a-z]{26}$/.test(webhookKey) && (await workspaceByWebhookKey(c.env, webhookKey));
  if (!workspace) throw notFound();
  const form = await verifiedForm(c.req.raw, c.env.PUBLIC_URL, c.env.TWILIO_AUTH_TOKEN);
  const requestId = c.get('requestId');
  if (!form || form.AccountSid !== workspace.accountSid) {
    log.warn('webhook.refused', {
      requestId,
      workspaceId: workspace.id,
      reason: form ? 'account' : 'signature',
    });
    throw new HttpProblem(403, 'This webhook is not signed by the workspace’s carrier account.');
  }
  const event = schema.safeParse(form);
  if (event.success) return { workspace, event: event.data };
  if (UnreadEvent.safeParse(form).success) return { workspace, event: undefined };
  log.warn('webhook.refused', { requestId, workspaceId: workspace.id, reason: 'shape' });
  throw new HttpProblem(400, 'This webhook does not have the form of any that is read here.');
};
