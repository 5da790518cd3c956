import { identityOf } from '../account/numbers.ts';
import { createMicrophone } from '../media/microphone.ts';
import { createTappedLeg } from '../media/tapped-leg.ts';
import { type Call, type CallSetup, createCall } from './call.ts';
import { hangUp } from './life.ts';
import type { CallNetwork } from './network.ts';

/** Schedules the faults the weather has for this call. */
const strike = (network: CallNetwork, call: Call): void => {
  for (const { act, afterMs, share } of network.weather.lines.treat(call)) {
    const cancel = network.time.timers.after(afterMs, () => {
      network.log(`${call.sid} is struck: ${act}`);
      if (act === 'hangUp') hangUp(network, call, 'party');
      else if (act === 'loss') network.devices.signalling?.loseAudio(call.sid, share);
      else if (act === 'cutSocket') network.devices.signalling?.dropSocket(call.sid);
      else network.devices.signalling?.freezeSocket(call.sid);
    });
    call.whenEnded.add(cancel);
  }
};

/** Adds a leg to the network. No webhook is sent yet. */
export const admitCall = (network: CallNetwork, setup: CallSetup): Call => {
  const identity =
    setup.kind === 'client' ? identityOf(setup.direction === 'inbound' ? setup.from : setup.to) : undefined;
  const media = createTappedLeg(
    setup.media,
    network.time.ticker,
    identity === undefined ? undefined : createMicrophone(() => network.devices.microphones.get(identity)),
  );
  const call = createCall({ ...setup, media }, network.time.clock.now(), network.newSid('CA'));
  network.calls.add(call);
  call.whenAnswered.add(media.start);
  call.whenAnswered.add(() => strike(network, call));
  call.whenEnded.add(media.stop);
  return call;
};
