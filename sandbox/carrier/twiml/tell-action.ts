import type { Account } from '../account/account.ts';
import type { Call } from '../calls/call.ts';
import { callParams } from '../calls/params.ts';
import type { Ask } from '../webhooks/address.ts';
import type { Hooks, Params } from '../webhooks/hooks.ts';

/** Requests an action without carrying out its answer: the call is over, or another document has taken it over. */
export const tellAction = async (
  network: { readonly account: Account; readonly hooks: Hooks },
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
