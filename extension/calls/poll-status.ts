import { status } from '../../shared/calls/contract.ts';
import { sidOf } from './connect.ts';
import { isLive, pollDue, withOwnEnd, withStatus } from './live.ts';
import type { PhoneContext } from './phone-context.ts';

const LOOK_EVERY_MS = 500;

/** Asks the Worker for a live call's status while the Worker is silent, by the SID of any leg (F023). */
export const pollStatus = (phone: PhoneContext): void => {
  const look = async (): Promise<void> => {
    const { call } = phone.store.get();
    if (!call || !pollDue(call, phone.now())) return;
    const callSid = sidOf(phone.leg?.callSid()) ?? call.callSid ?? call.view?.customerCallSid;
    if (!callSid) return;
    const reply = await phone.ask(status, { callSid });
    phone.store.change(call.intent, live => {
      if (reply.ok) return withStatus(live, reply.value, phone.now());
      const isCutOff = reply.error.reason === 'signed_out' && live.leg !== 'up';
      return { ...(isCutOff ? withOwnEnd(live, phone.now()) : live), heardAt: phone.now() };
    });
  };
  let watching = false;
  const watch = (): void => {
    if (watching || !isLive(phone.store.get().call)) return;
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
  phone.store.subscribe(watch);
};
