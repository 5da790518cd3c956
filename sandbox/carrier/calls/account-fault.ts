import { CONCURRENT } from '../account/account.ts';
import { faultOfGeo } from '../account/geo-permissions.ts';
import { identityOf, type NumberFault } from '../account/numbers.ts';
import type { Network } from '../network.ts';
import { isOver } from './call.ts';

/** The number of calls in progress, without those that wait for their turn to be dialled. */
export const callsUnderWay = (network: Network): number => {
  let count = 0;
  for (const call of network.calls.values()) if (!isOver(call)) count++;
  return count;
};

/** Why this account may not make another call, or not to this number; undefined when the call is allowed. */
export const faultOfAccount = (network: Network, to: string): NumberFault | undefined => {
  const { plan } = network;
  if (
    plan === 'trial' &&
    identityOf(to) === undefined &&
    !network.verified.has(to) &&
    !network.lines.has(to)
  ) {
    return {
      code: 21219,
      message: `The number ${to} is unverified. Trial accounts may only make calls to verified numbers.`,
    };
  }
  const abroad = faultOfGeo(network.geo, to);
  if (abroad) return abroad;
  if (Number.isFinite(CONCURRENT[plan]) && callsUnderWay(network) >= CONCURRENT[plan]) {
    return { code: 10004, message: 'Call concurrency limit exceeded' };
  }
  return undefined;
};
