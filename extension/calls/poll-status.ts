import { status } from '../../shared/calls/contract.ts';
import { sidOf } from './dial.ts';
import { pollDue, withStatus } from './live.ts';
import type { Rig } from './rig.ts';

const LOOK_EVERY_MS = 500;

/** While a call goes on and the Worker is silent, asks it where the call is, by any leg's SID (F023). */
export const pollStatus = (rig: Rig): void => {
  const look = async (): Promise<void> => {
    const { call } = rig.store.get();
    if (!call || !pollDue(call, rig.now())) return;
    const callSid = sidOf(rig.leg?.callSid()) ?? call.callSid ?? call.view?.customerCallSid;
    if (!callSid) return;
    const reply = await rig.ask(status, { callSid });
    rig.store.change(call.intent, live =>
      reply.ok ? withStatus(live, reply.value, rig.now()) : { ...live, heardAt: rig.now() },
    );
  };
  const again = (): void => {
    setTimeout(() => void look().finally(again), LOOK_EVERY_MS);
  };
  again();
};
