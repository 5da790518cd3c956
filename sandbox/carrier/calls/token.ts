import type { Account } from '../account/account.ts';
import { faultOfFrom, type NumberFault } from '../account/numbers.ts';
import { type Call, isOver } from './call.ts';
import type { Calls } from './calls.ts';

type Parts = { readonly account: Account; readonly calls: Calls };

/** An incoming call's token: with it a forwarded call may show the caller (twilio-oai, CreateCall, CallToken). */
export const callTokenOf = (call: Call): string =>
  encodeURIComponent(JSON.stringify({ parentCallInfoToken: Buffer.from(call.sid).toString('base64url') }));

const callerOf = (network: Parts, token: string): Call | undefined =>
  [...network.calls.values()].find(
    call =>
      call.kind === 'pstn' && call.direction === 'inbound' && !isOver(call) && callTokenOf(call) === token,
  );

/** Why `from` may not be the caller ID. The token of a live incoming call allows that call's caller. */
export const faultOfCallerId = (
  network: Parts,
  { from, to, token }: { readonly from: string; readonly to: string; readonly token: string | undefined },
): NumberFault | undefined => {
  const caller = token === undefined ? undefined : callerOf(network, token);
  return caller?.from === from ? undefined : faultOfFrom(from, network.account, to);
};
