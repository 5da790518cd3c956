import { identityOf } from '../account/numbers.ts';
import { forgetOld } from '../ledger/forget.ts';
import { createMicrophone } from '../media/microphone.ts';
import { createTappedLeg } from '../media/tapped-leg.ts';
import type { Network } from '../network.ts';
import { type Call, type CallSetup, createCall } from './call.ts';
import { hangUp } from './life.ts';

/** Schedules the faults the weather has for this call. */
const strike = (network: Network, call: Call): void => {
  for (const { act, afterMs, share } of network.weather.lines.treat(call)) {
    const cancel = network.timers.after(afterMs, () => {
      network.log(`${call.sid} is struck: ${act}`);
      if (act === 'hangUp') hangUp(network, call, 'party');
      else if (act === 'loss') network.signalling?.loseAudio(call.sid, share);
      else if (act === 'cutSocket') network.signalling?.dropSocket(call.sid);
      else network.signalling?.freezeSocket(call.sid);
    });
    call.whenEnded.add(cancel);
  }
};

/** Adds a leg to the network. No webhook is sent yet. */
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
  call.whenAnswered.add(() => strike(network, call));
  call.whenEnded.add(media.stop);
  return call;
};
