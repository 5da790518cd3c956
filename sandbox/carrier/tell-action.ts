import type { Call } from './call.ts';
import { callParams } from './call-params.ts';
import type { Params } from './hooks.ts';
import type { Network } from './network.ts';
import type { Ask } from './twiml-verbs.ts';

/** Requests an action without carrying out its answer: the call is over, or another document has taken it over. */
export const tellAction = async (
  network: Network,
  call: Call,
  { url, method }: Ask,
  params: Params,
): Promise<void> => {
  await network.hooks.ask({
    kind: 'twiml',
    event: '',
    leg: call.kind,
    method,
    url,
    params: { ...callParams(network.account, call), ...params },
  });
};
