import { type Account, CONCURRENT } from '../account/account.ts';
import { faultOfGeo } from '../account/geo-permissions.ts';
import { identityOf, type NumberFault } from '../account/numbers.ts';
import { isOver } from './call.ts';
import type { Calls } from './calls.ts';

type Parts = { readonly account: Account; readonly calls: Calls };

/** The number of calls in progress, without those that wait for their turn to be dialled. */
const callsUnderWay = (network: Parts): number => {
  let count = 0;
  for (const call of network.calls.values()) if (!isOver(call)) count++;
  return count;
};

/** Why this account may not make another call, or not to this number; undefined when the call is allowed. */
export const faultOfAccount = (network: Parts, to: string): NumberFault | undefined => {
  const { plan } = network.account;
  if (
    plan === 'trial' &&
    identityOf(to) === undefined &&
    !network.account.verified.has(to) &&
    !network.account.lines.has(to)
  ) {
    return {
      code: 21219,
      message: `The number ${to} is unverified. Trial accounts may only make calls to verified numbers.`,
    };
  }
  const abroad = faultOfGeo(network.account.geo, to);
  if (abroad) return abroad;
  if (Number.isFinite(CONCURRENT[plan]) && callsUnderWay(network) >= CONCURRENT[plan]) {
    return { code: 10004, message: 'Call concurrency limit exceeded' };
  }
  return undefined;
};
