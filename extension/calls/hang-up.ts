import { hangUp as hangUpEndpoint } from '../../shared/calls/contract.ts';
import type { CallId } from '../../shared/ids.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Hindrance } from '../messages.ts';
import { isLive, withView } from './live.ts';
import type { Rig } from './rig.ts';

const RETRY_AFTER_MS = [500, 1_000, 2_000, 4_000];
/** The Worker ends both legs itself; the device only leaves first when that takes too long. */
const WORKER_FIRST_MS = 800;

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** Says to the Worker that the rep is done with this call, until it has heard. */
export const sayHungUp = async (rig: Rig, callId: CallId): Promise<void> => {
  for (const pauseMs of [...RETRY_AFTER_MS, null]) {
    const reply = await rig.ask(hangUpEndpoint, { callId });
    if (reply.ok) {
      const { call } = rig.store.get();
      if (call?.view?.id === callId) {
        rig.store.change(call.intent, live => withView(live, reply.value.call, rig.now()));
      }
      return;
    }
    if (reply.error.reason === 'signed_out' || pauseMs === null) return;
    await wait(pauseMs);
  }
};

/** Said to the Worker and done by the device; also in the middle of a dial, which then rings nobody. */
export const hangUp = async (rig: Rig): Promise<Result<null, Hindrance>> => {
  const { call } = rig.store.get();
  if (!isLive(call)) return err({ reason: 'no_call' });
  rig.store.change(call.intent, live => ({ ...live, hungUp: true, waitsFor: null, overAt: rig.now() }));
  // The dial that is still being posted finds it hung up, and says so to the Worker itself.
  if (!call.view) return ok(null);
  const { leg } = rig;
  leg?.mute(true);
  await Promise.race([sayHungUp(rig, call.view.id), wait(WORKER_FIRST_MS)]);
  leg?.disconnect();
  return ok(null);
};
