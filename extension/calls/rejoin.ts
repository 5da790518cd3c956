import { rejoin as rejoinEndpoint } from '../../shared/calls/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Obstacle, RejoinRefusal } from '../messages.ts';
import { connect } from './connect.ts';
import { isCarried, isLive, type Live, withView } from './live.ts';
import { reachLine } from './reach-line.ts';
import type { Rig } from './rig.ts';

type Outcome = Result<null, RejoinRefusal | Obstacle>;

/** The customer is on hold: who cannot be reached by then is told, and may press again. */
const REACH_MS = 10_000;

const stay = (rig: Rig, intent: Live['intent'], error: RejoinRefusal | Obstacle): Outcome => {
  rig.device.closeMicrophone();
  rig.store.change(intent, live => ({ ...live, rejoining: false }));
  return err(error);
};

/** Whether the rep still wants back, and there is something to come back to. */
const isWanted = (rig: Rig, intent: Live['intent']): boolean => {
  const { call } = rig.store.get();
  return call?.intent === intent && isLive(call) && !call.hungUp;
};

/** Back to the same customer in the same room, on a new leg. */
export const rejoin = async (rig: Rig): Promise<Outcome> => {
  const { call } = rig.store.get();
  if (!isLive(call) || !call.view || isCarried(call) || call.rejoining || call.hungUp)
    return err({ reason: 'no_call' });
  const { intent, view } = call;
  // A line that is still being made again would hold on to the microphone and to the carrier's room.
  rig.leg?.disconnect();
  rig.store.change(intent, live => ({ ...live, rejoining: true }));
  const access = await rig.microphone();
  if (access !== 'granted') {
    rig.store.change(intent, live => ({ ...live, rejoining: false, waitsFor: 'microphone' }));
    await rig.send('background', 'microphone.ask', {});
    return err({ reason: 'microphone', cause: access });
  }
  if (!(await reachLine(rig, REACH_MS, () => isWanted(rig, intent))))
    return stay(rig, intent, isWanted(rig, intent) ? { reason: 'no_line' } : { reason: 'no_call' });
  const [reply, fault] = await Promise.all([
    rig.ask(rejoinEndpoint, { callId: view.id }),
    rig.device.openMicrophone(),
    rig.readyToken(),
  ]);
  if (!reply.ok) return stay(rig, intent, reply.error);
  rig.store.change(intent, live => withView(live, reply.value.call, rig.now()));
  if (fault) return stay(rig, intent, { reason: 'microphone', cause: fault });
  if (!isWanted(rig, intent)) return stay(rig, intent, { reason: 'no_call' });
  connect(rig, intent, reply.value.call, reply.value.ticket);
  return ok(null);
};
