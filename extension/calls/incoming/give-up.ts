import type { CallView } from '../../../shared/calls/contract.ts';
import type { PhoneContext } from '../phone-context.ts';
import { showEnd } from './offers.ts';

/**
 * The rep answered, and their phone did not reach the caller: the call is no longer theirs, and rings for the others,
 * and soon for them, too.
 */
export const giveUp = (phone: PhoneContext, view: CallView): void => {
  const { leg } = phone;
  // First, so that the end of the leg is not taken for the end of the call.
  phone.store.put({ call: null });
  phone.leg = null;
  leg?.disconnect();
  phone.device.closeMicrophone();
  showEnd(phone.store, { call: view, why: 'given_back' });
};
