import { identityOf } from '../account/numbers.ts';
import { createLateLeg } from '../media/late-leg.ts';
import type { AnsweredCall, DeviceRing } from '../signalling/host.ts';
import { admitCall } from './admit.ts';
import type { Call } from './call.ts';
import { answer, endCall, initiate, ring } from './life.ts';
import { limitRinging, limitTalk } from './limits.ts';
import type { CallNetwork } from './network.ts';
import { whenItsTurn } from './pace.ts';
import { callParams } from './params.ts';
import type { Placement } from './place.ts';

/** Calls every device of an identity. If none is registered, the call ends as `no-answer`. */
export const placeDeviceCall = (network: CallNetwork, placement: Placement): Call => {
  const { from, to, direction, parentSid, callback, custom = {} } = placement;
  const media = createLateLeg();
  let devices: DeviceRing | undefined;
  let answered: AnsweredCall | undefined;
  const call: Call = admitCall(network, {
    kind: 'client',
    direction,
    from,
    to,
    parentSid,
    callback,
    media,
    farEnd: {
      ringing: () => media.startRinging(),
      answered: () => {},
      hungUp(error) {
        devices?.cancel();
        answered?.hangup(error);
        media.close();
      },
    },
  });
  limitRinging(network, call, placement.timeoutS);
  limitTalk(network, call, placement.timeLimitS);
  const cancelDialling = whenItsTurn(network, call, () => {
    initiate(network, call);
    devices = network.devices.signalling?.ring(identityOf(to) ?? '', {
      callSid: call.sid,
      parameters: callParams(network.account, call),
      custom,
      answered(taken) {
        answered = taken;
        media.attach(taken.media);
        answer(network, call);
      },
      rejected: () => endCall(network, call, { status: 'busy', by: 'party', sipCode: 603 }),
    });
    if (devices) ring(network, call);
    else endCall(network, call, { status: 'no-answer', by: 'carrier', sipCode: 404 });
  });
  call.whenEnded.add(cancelDialling);
  return call;
};
