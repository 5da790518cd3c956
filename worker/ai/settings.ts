import {
  type AiFault,
  type AiField,
  isLocalEndpoint,
  type removeAi,
  type updateAi,
} from '../../shared/ai/contract.ts';
import type { RefusalOf, ReplyOf, RequestOf } from '../../shared/endpoint.ts';
import { randomTail } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MemberContext } from '../context.ts';
import { inTurn } from '../in-turn.ts';
import { isOldSeal, seal, unseal } from '../secrets/index.ts';
import { type Claim, settingsIn } from '../settings/index.ts';
import { lookAtModel } from './ask-model.ts';
import {
  type AiAccount,
  aiAccountOf,
  allAiAccounts,
  dropAiAccount,
  resealAiAccount,
  storeAiAccount,
} from './store.ts';

type Answer = Promise<Result<ReplyOf<typeof updateAi>, RefusalOf<typeof updateAi>>>;

const KEY = 'ai_api_key';
/** Its group of settings, which has endpoints of its own. */
const GROUP = 'ai';

const view = (row: AiAccount | undefined, revision: string): ReplyOf<typeof updateAi> => ({
  ai: row
    ? { endpoint: row.endpoint, model: row.model, hasKey: row.apiKey !== null, checkedAt: row.checkedAt }
    : null,
  revision,
});

/** The revision first: a model newer than its revision is refused when it is sent back, an older one would not be. */
const stored = async ({ env, principal: { workspaceId } }: MemberContext) => {
  const revision = (await settingsIn(env, workspaceId)).get(GROUP)?.revision ?? '';
  return { revision, row: await aiAccountOf(env, workspaceId) };
};

const claimOf = ({ principal, clock, random }: MemberContext, seen: string): Claim => ({
  workspaceId: principal.workspaceId,
  by: principal.memberId,
  now: clock.now(),
  next: randomTail(random),
  groups: [{ id: GROUP, seen }],
});

export const settings = async (context: MemberContext) => {
  const { row, revision } = await stored(context);
  return ok(view(row, revision));
};

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
  context: MemberContext,
  { revision, endpoint, model, apiKey }: RequestOf<typeof updateAi>,
): Answer => {
  const { env, clock, note } = context;
  const { workspaceId } = context.principal;
  const { row: was, revision: current } = await stored(context);
  if (revision !== current) return err({ reason: 'changed_meanwhile' });
  if (isLocalEndpoint(endpoint) && !isLocalEndpoint(env.PUBLIC_URL)) return no('only_here');
  // A key is sent only to the endpoint it was entered for.
  if (was?.apiKey && was.endpoint !== endpoint && apiKey === undefined) return no('key_needed');
  const sealing = { workspaceId, name: KEY };
  const known = was?.apiKey ? await unseal(env, sealing, was.apiKey) : undefined;
  const looked = await lookAtModel({ endpoint, apiKey: apiKey ?? known }, model);
  if (!looked.ok) return no(looked.fault, looked.models);
  const sealed = apiKey === undefined ? (was?.apiKey ?? null) : await seal(env, sealing, apiKey);
  const row = { workspaceId, endpoint, model, apiKey: sealed, checkedAt: clock.now() };
  const claim = claimOf(context, revision);
  if (!(await storeAiAccount(env, claim, row))) return err({ reason: 'changed_meanwhile' });
  note({ target: workspaceId, before: was && { endpoint: was.endpoint, model: was.model } });
  return ok(view(row, claim.next));
};

export const remove = async (context: MemberContext, { revision }: RequestOf<typeof removeAi>) => {
  const { env, note } = context;
  const { workspaceId } = context.principal;
  const was = await aiAccountOf(env, workspaceId);
  const claim = claimOf(context, revision);
  if (!(await dropAiAccount(env, claim))) return err({ reason: 'changed_meanwhile' as const });
  note({ target: workspaceId, before: was && { endpoint: was.endpoint, model: was.model }, after: null });
  return ok(view(undefined, claim.next));
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
        await resealAiAccount(env, row.workspaceId, row.apiKey, await seal(env, sealing, secret));
    },
    ({ workspaceId }) => ({ act: 'ai.reseal', workspaceId }),
  );
