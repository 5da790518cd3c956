import { type Call, isOver } from '../calls/call.ts';
import { sumOf } from '../media/mix.ts';
import type { WebRtcLeg } from '../media/webrtc-leg.ts';
import type { Network } from '../network.ts';

/** Lets a tab hear both directions of a call until the call ends, the tab stops or it listens to another call. */
export const overhear = (network: Network, tab: string, call: Call, ear: WebRtcLeg): void => {
  network.page.ears.get(tab)?.();
  const rest = call.media.tap({ hear: (said, heard) => ear.push(sumOf([said, heard])) });
  const stop = () => {
    if (network.page.ears.get(tab) === stop) network.page.ears.delete(tab);
    call.whenEnded.delete(stop);
    rest();
    ear.close();
  };
  network.page.ears.set(tab, stop);
  call.whenEnded.add(stop);
  if (isOver(call)) stop();
};
