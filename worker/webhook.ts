import type { Context } from 'hono';
import type * as z from 'zod';
import type { AppEnv } from './context.ts';
import { log } from './log.ts';
import { HttpProblem, notFound } from './problem.ts';
import {
  type Form,
  isResplit,
  readEvent,
  type SignedForm,
  signedForm,
  UnreadEvent,
  verifiedForm,
} from './twilio/index.ts';
import { accountNamed, accountOf, type Workspace, workspaceByWebhookKey } from './workspace/index.ts';

/**
 * The form, if the workspace's account signed it and is named in it; otherwise the check that failed. The account is
 * read afresh before a refusal for its signature, because the token may just have been changed.
 */
const formOf = async (
  env: Env,
  { id }: Workspace,
  signed: SignedForm,
): Promise<Form | 'account' | 'signature'> => {
  for (const fresh of [false, true]) {
    const account = await accountOf(env, id, { fresh });
    const form = account && verifiedForm(signed, account.authTokens);
    if (form) return form.AccountSid === account.accountSid ? form : 'account';
  }
  // The webhook may belong to a call that began with a former account.
  const named = new URLSearchParams(signed.body).get('AccountSid') ?? '';
  const former = await accountNamed(env, id, named);
  const form = former && verifiedForm(signed, former.authTokens);
  return form?.AccountSid === former?.accountSid && form ? form : 'signature';
};

/**
 * The order of checks: key in the path → workspace → signature and unique names → account → strict shape.
 * `event` is undefined for events we do not read. A form of the wrong shape is refused even if it is signed: the
 * signature covers names and values run together, so a re-split form carries a valid one.
 */
export const readWebhook = async <S extends z.ZodType<{ AccountSid: string }>>(
  c: Context<AppEnv>,
  schema: S,
): Promise<{ workspace: Workspace; signed: SignedForm | undefined; event: z.infer<S> | undefined }> => {
  const webhookKey = c.req.param('webhookKey') ?? '';
  const workspace = /^[0-9a-z]{26}$/.test(webhookKey) && (await workspaceByWebhookKey(c.env, webhookKey));
  if (!workspace) throw notFound();
  const signed = await signedForm(c.req.raw, c.env.PUBLIC_URL);
  const form = signed ? await formOf(c.env, workspace, signed) : 'signature';
  const requestId = c.get('requestId');
  if (typeof form === 'string') {
    log.warn('webhook.refused', { requestId, workspaceId: workspace.id, reason: form });
    throw new HttpProblem(403, 'This webhook is not signed by the workspace’s carrier account.');
  }
  const event = readEvent(form, schema);
  if (event) return { workspace, signed, event };
  if (!isResplit(form, schema) && UnreadEvent.safeParse(form).success)
    return { workspace, signed, event: undefined };
  log.warn('webhook.refused', { requestId, workspaceId: workspace.id, reason: 'shape' });
  throw new HttpProblem(400, 'This webhook does not have the shape of any webhook this server reads.');
};
