import { type AiFault, type AiField, isLocalEndpoint, type updateAi } from '../../shared/ai/contract.ts';
import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { inTurn } from '../in-turn.ts';
import { isOldSeal, seal, unseal } from '../secrets/index.ts';
import { lookAtModel } from './ask-model.ts';
import { type AiAccount, aiAccountOf, allAiAccounts, dropAiAccount, storeAiAccount } from './store.ts';

type Answer = Promise<Result<ReplyOf<typeof updateAi>, RefusalOf<typeof updateAi>>>;

const KEY = 'ai_api_key';

const view = (row: AiAccount | undefined): ReplyOf<typeof updateAi> => ({
  ai: row
    ? { endpoint: row.endpoint, model: row.model, hasKey: row.apiKey !== null, checkedAt: row.checkedAt }
    : null,
});

export const settings = async ({ env, principal }: MemberContext) =>
  ok(view(await aiAccountOf(env, principal.workspaceId)));

const FIELD_OF: Readonly<Record<AiFault, AiField>> = {
  silent: 'endpoint',
  not_an_endpoint: 'endpoint',
  only_here: 'endpoint',
  key_refused: 'apiKey',
  key_needed: 'apiKey',
  model_unknown: 'model',
};
const no = (fault: AiFault, models?: string[]) =>
  err({ reason: 'not_accepted' as const, field: FIELD_OF[fault], fault, ...(models ? { models } : {}) });

export const update = async (
  { env, clock, principal: { workspaceId }, note }: MemberContext,
  { endpoint, model, apiKey }: RequestOf<typeof updateAi>,
): Answer => {
  const was = await aiAccountOf(env, workspaceId);
  if (isLocalEndpoint(endpoint) && !isLocalEndpoint(env.PUBLIC_URL)) return no('only_here');
  // A key is sent only to the endpoint it was entered for.
  if (was?.apiKey && was.endpoint !== endpoint && apiKey === undefined) return no('key_needed');
  const sealing = { workspaceId, name: KEY };
  const stored = was?.apiKey ? await unseal(env, sealing, was.apiKey) : undefined;
  const looked = await lookAtModel({ endpoint, apiKey: apiKey ?? stored }, model);
  if (!looked.ok) return no(looked.fault, looked.models);
  const sealed = apiKey === undefined ? (was?.apiKey ?? null) : await seal(env, sealing, apiKey);
  const row = { workspaceId, endpoint, model, apiKey: sealed, checkedAt: clock.now() };
  await storeAiAccount(env, row);
  note({ target: workspaceId, before: was && { endpoint: was.endpoint, model: was.model } });
  return ok(view(row));
};

export const remove = async ({ env, principal: { workspaceId }, note }: MemberContext) => {
  const was = await aiAccountOf(env, workspaceId);
  await dropAiAccount(env, workspaceId);
  note({ target: workspaceId, before: was && { endpoint: was.endpoint, model: was.model }, after: null });
  return ok(view(undefined));
};

/** Runs every night: reseals the models' keys under the installation's newest sealing key. */
export const resealAiKeys = async (env: Env): Promise<void> =>
  inTurn(
    await allAiAccounts(env),
    async row => {
      if (!row.apiKey || !isOldSeal(env, row.apiKey)) return;
      const sealing = { workspaceId: row.workspaceId, name: KEY };
      const secret = await unseal(env, sealing, row.apiKey);
      if (secret !== undefined)
        await storeAiAccount(env, { ...row, apiKey: await seal(env, sealing, secret) });
    },
    ({ workspaceId }) => ({ act: 'ai.reseal', workspaceId }),
  );
