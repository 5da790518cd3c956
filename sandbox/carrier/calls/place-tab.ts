import { createLateLeg } from '../media/late-leg.ts';
import { admitCall } from './admit.ts';
import type { Call } from './call.ts';
import { endCall, initiate, ring } from './life.ts';
import { limitRinging, limitTalk } from './limits.ts';
import type { CallNetwork } from './network.ts';
import { whenItsTurn } from './pace.ts';
import type { Placement } from './place.ts';
import { freePhone, tabLegOf } from './tab-phones.ts';

/** Calls a telephone that is a browser tab: the person at the tab decides. A tab that has a call is busy. */
export const placeTabCall = (network: CallNetwork, placement: Placement): Call => {
  const { from, to, direction, parentSid, callback } = placement;
  const phone = freePhone(network, to);
  const media = phone ? tabLegOf(phone) : undefined;
  const call: Call = admitCall(network, {
    kind: 'pstn',
    direction,
    from,
    to,
    parentSid,
    callback,
    persona: 'you',
    media: media ?? createLateLeg(),
    farEnd: {
      ringing: () => media?.startRinging(),
      answered: () => media?.answer(),
      hungUp: () => media?.close(),
    },
  });
  if (phone) phone.call = call;
  limitRinging(network, call, placement.timeoutS);
  limitTalk(network, call, placement.timeLimitS);
  const cancel = whenItsTurn(network, call, () => {
    initiate(network, call);
    if (phone) ring(network, call);
    else endCall(network, call, { status: 'busy', by: 'party', sipCode: 486 });
  });
  call.whenEnded.add(cancel);
  return call;
};
