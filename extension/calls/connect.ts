import type { CallView, EndReason } from '../../shared/calls/contract.ts';
import { CallSid } from '../../shared/ids.ts';
import type { DeviceFact } from '../../shared/presence/client-frames.ts';
import { sayHungUp } from './hang-up.ts';
import { giveUp } from './incoming/give-up.ts';
import { isMuted, type Live, phaseOf, withFact } from './live.ts';
import { factKey, isWanted, type PhoneContext } from './phone-context.ts';
import { reachLine } from './reach-line.ts';

/** The carrier's SID of the rep's leg, if valid. The SID of any leg is enough to find the call again. */
export const sidOf = (callSid: string | null | undefined): CallSid | null => {
  const sid = CallSid.safeParse(callSid);
  return sid.success ? sid.data : null;
};

/** How long to wait for the line to come back. The ticket is valid for one minute. */
const AGAIN_WITHIN_MS = 15_000;

type LegRequest = { readonly intent: Live['intent']; readonly view: CallView; readonly ticket: string };

const linkFact = (phone: PhoneContext, on: boolean): DeviceFact => {
  const at = phone.now();
  return { kind: 'device.link', key: factKey('device.link', at), at, on };
};

/** Adds a fact of the device to the call, here and at the Worker. */
const report = (phone: PhoneContext, { intent, view }: LegRequest, fact: DeviceFact): void => {
  phone.store.change(intent, live => withFact(live, fact));
  phone.tell(view.id, fact);
};

const gone = (
  phone: PhoneContext,
  request: LegRequest,
  callSid: string | null,
  failed: EndReason | null,
): void => {
  const { intent, view } = request;
  const at = phone.now();
  phone.store.change(intent, live => ({
    ...live,
    leg: 'gone',
    rejoining: false,
    audio: null,
    doubtful: true,
    callSid: live.callSid ?? sidOf(callSid),
    overAt: live.overAt ?? at,
    heardAt: at,
  }));
  const { call } = phone.store.get();
  if (!failed || !call || call.hungUp) return;
  if (phaseOf(call) === 'active') {
    // The Worker sees the leg leave the room, and puts the customer on hold.
    phone.store.change(intent, live => withFact(live, linkFact(phone, false)));
    return;
  }
  if (view.direction === 'inbound') {
    giveUp(phone, view);
    return;
  }
  report(phone, request, { kind: 'device.failed', key: factKey('device.failed', at), at, reason: failed });
  // No customer's phone may ring for a rep who is not on the line.
  void sayHungUp(phone, view.id);
};

/**
 * The line was dead before anyone noticed: reconnects it and tries the same ticket once more. That is safe: whether
 * or not the first attempt got through, the Worker accepts the ticket only once.
 */
const again = async (phone: PhoneContext, request: LegRequest, failed: EndReason): Promise<void> => {
  const isBack = await reachLine(phone, AGAIN_WITHIN_MS, () => isWanted(phone, request.intent));
  if (isBack) attempt(phone, request, 'last');
  else gone(phone, request, null, failed);
};

const attempt = (phone: PhoneContext, request: LegRequest, which: 'first' | 'last'): void => {
  const { intent, view } = request;
  let wasUp = false;
  const leg = phone.device.connect(request.ticket, {
    onUp: () => {
      wasUp = true;
      phone.store.change(intent, live => ({ ...live, rejoining: false }));
      phone.carries(view.id);
      // The last fact the Worker received about the previous leg may be that its connection was lost.
      if (!view.linked) phone.tell(view.id, linkFact(phone, true));
    },
    onAudio: audio => phone.store.change(intent, live => ({ ...live, audio })),
    onLink: on => report(phone, request, linkFact(phone, on)),
    onGone: failed => {
      phone.leg = null;
      const isDeadLine = failed === 'network_error' && !wasUp && which === 'first';
      if (isDeadLine && isWanted(phone, intent)) void again(phone, request, failed);
      else gone(phone, request, leg.callSid(), failed);
    },
  });
  phone.leg = leg;
  // A rep who was muted comes back muted.
  const { call } = phone.store.get();
  if (call && isMuted(call)) leg.mute(true);
};

/** Connects the rep's leg to the room the ticket is for, for the first time or to rejoin. */
export const connect = (
  phone: PhoneContext,
  intent: Live['intent'],
  view: CallView,
  ticket: string,
): void => {
  phone.store.change(intent, live => ({
    ...withFact(live, linkFact(phone, true)),
    leg: 'up',
    doubtful: false,
    overAt: null,
  }));
  attempt(phone, { intent, view, ticket }, 'first');
};
