import { rejoin as rejoinEndpoint } from '../../shared/calls/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Obstacle, RejoinRefusal } from '../messages.ts';
import { connect } from './connect.ts';
import { isCarried, isLive, type Live, withView } from './live.ts';
import { isWanted, type PhoneContext } from './phone-context.ts';
import { reachLine } from './reach-line.ts';

type Outcome = Result<null, RejoinRefusal | Obstacle>;

/** The customer is on hold. A rep without a line by then is told so and may click Rejoin again. */
const REACH_MS = 10_000;

const stay = (phone: PhoneContext, intent: Live['intent'], error: RejoinRefusal | Obstacle): Outcome => {
  phone.device.closeMicrophone();
  phone.store.change(intent, live => ({ ...live, rejoining: false }));
  return err(error);
};

/** Reconnects the rep to the same customer in the same room, on a new leg. */
export const rejoin = async (phone: PhoneContext): Promise<Outcome> => {
  const { call } = phone.store.get();
  if (!isLive(call) || !call.view || isCarried(call) || call.rejoining || call.hungUp)
    return err({ reason: 'no_call' });
  const { intent, view } = call;
  // A leg that is still reconnecting would keep the microphone and its place in the carrier's room.
  phone.leg?.disconnect();
  phone.store.change(intent, live => ({ ...live, rejoining: true }));
  const access = await phone.microphone();
  if (access !== 'granted') {
    phone.store.change(intent, live => ({ ...live, rejoining: false, waitsFor: 'microphone' }));
    await phone.send('background', 'microphone.ask', {});
    return err({ reason: 'microphone', cause: access });
  }
  if (!(await reachLine(phone, REACH_MS, () => isWanted(phone, intent))))
    return stay(phone, intent, isWanted(phone, intent) ? { reason: 'no_line' } : { reason: 'no_call' });
  const [reply, fault] = await Promise.all([
    phone.ask(rejoinEndpoint, { callId: view.id }),
    phone.device.openMicrophone(),
    phone.readyToken(),
  ]);
  if (!reply.ok) return stay(phone, intent, reply.error);
  phone.store.change(intent, live => withView(live, reply.value.call, phone.now()));
  if (fault) return stay(phone, intent, { reason: 'microphone', cause: fault });
  if (!isWanted(phone, intent)) return stay(phone, intent, { reason: 'no_call' });
  connect(phone, intent, reply.value.call, reply.value.ticket);
  return ok(null);
};
