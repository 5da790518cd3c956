import { status } from '../../shared/calls/contract.ts';
import { sidOf } from './connect.ts';
import { isLive, pollDue, withStatus } from './live.ts';
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
    rig.store.change(call.intent, live => {
      if (reply.ok) return withStatus(live, reply.value, rig.now());
      const unknowable = reply.error.reason === 'signed_out' && live.leg !== 'up';
      return { ...live, unknowable, heardAt: rig.now() };
    });
  };
  let watching = false;
  const watch = (): void => {
    if (watching || !isLive(rig.store.get().call)) return;
    watching = true;
    setTimeout(
      () =>
        void look().finally(() => {
          watching = false;
          watch();
        }),
      LOOK_EVERY_MS,
    );
  };
  rig.store.subscribe(watch);
};
