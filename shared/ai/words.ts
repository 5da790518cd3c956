/** Every word about a workspace's language model that the Worker and the desk both say. */
import type { RefusalOf } from '../endpoint.ts';
import type { AiFault, updateAi } from './contract.ts';

const FAULTS: Readonly<Record<AiFault, string>> = {
  silent: 'Nobody answers at this endpoint. Check it, or try again in a minute.',
  not_an_endpoint: 'What answers here does not speak OpenAI’s API. The endpoint usually ends in /v1.',
  only_here: 'An endpoint on localhost works only where Ringside runs on the same machine.',
  key_refused: 'This endpoint does not accept the key. Make a new one and enter it.',
  key_needed: 'Another endpoint has another key. Enter it as well.',
  model_unknown: 'There is no such model at this endpoint.',
};

export const aiRefusalWords = ({ fault, models }: RefusalOf<typeof updateAi>): string =>
  models && models.length > 0
    ? `${FAULTS[fault]} There is, for example: ${models.join(', ')}.`
    : FAULTS[fault];
