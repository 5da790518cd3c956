/** Texts about a workspace's language model, shared by the Worker and the desk. */
import type { RefusalOf } from '../endpoint.ts';
import type { AiFault, updateAi } from './contract.ts';

const FAULTS: Readonly<Record<AiFault, string>> = {
  silent: 'This endpoint does not answer, or cannot answer right now. Check it, or try again in a minute.',
  not_an_endpoint: 'This address does not speak OpenAI’s API. The endpoint usually ends in /v1.',
  only_here: 'An endpoint on localhost works only where Ringside runs on the same machine.',
  key_refused: 'This endpoint does not accept the key. Create a new one and enter it.',
  key_needed: 'A different endpoint has a different key. Enter that as well.',
  model_unknown: 'There is no such model at this endpoint.',
};

export const aiChangedWords =
  'Somebody else has changed the model in the meantime, so nothing was changed. Load this page again to see theirs.';

export const aiRefusalWords = (refusal: RefusalOf<typeof updateAi>): string => {
  if (refusal.reason === 'changed_meanwhile') return aiChangedWords;
  const { fault, models } = refusal;
  return models && models.length > 0
    ? `${FAULTS[fault]} It has, for example: ${models.join(', ')}.`
    : FAULTS[fault];
};

/** Its acts, as the audit log shows them. */
export const actWords = {
  'ai.update': 'Set up the language model',
  'ai.remove': 'Removed the language model',
} as const;
