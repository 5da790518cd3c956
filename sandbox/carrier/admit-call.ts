import { type Call, type CallSetup, createCall } from './call.ts';
import { forgetOld } from './forget.ts';
import { createMicrophone } from './microphone.ts';
import type { Network } from './network.ts';
import { identityOf } from './numbers.ts';
import { createTappedLeg } from './tapped-leg.ts';

/** A new leg of the network. Nothing is told of it yet. */
export const admitCall = (network: Network, setup: CallSetup): Call => {
  const identity =
    setup.kind === 'client' ? identityOf(setup.direction === 'inbound' ? setup.from : setup.to) : undefined;
  const media = createTappedLeg(
    setup.media,
    network.ticker,
    identity === undefined ? undefined : createMicrophone(() => network.microphones.get(identity)),
  );
  const call = createCall({ ...setup, media }, network.clock.now(), network.newSid('CA'));
  network.calls.set(call.sid, call);
  forgetOld(network);
  call.whenAnswered.add(media.start);
  call.whenEnded.add(media.stop);
  return call;
};
