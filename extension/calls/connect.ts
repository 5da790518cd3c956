import type { CallView, EndReason } from '../../shared/calls/contract.ts';
import { CallSid } from '../../shared/ids.ts';
import { sayHungUp } from './hang-up.ts';
import { isLive, type Live, phaseOf } from './live.ts';
import { factKey, type PhoneContext } from './phone-context.ts';
import { reachLine } from './reach-line.ts';

/** The carrier's own name for the rep's leg: any leg's SID finds the call again. */
export const sidOf = (callSid: string | null | undefined): CallSid | null => {
  const sid = CallSid.safeParse(callSid);
  return sid.success ? sid.data : null;
};

/** The ticket lives a minute; a line that is back later than this is no longer waited for. */
const AGAIN_WITHIN_MS = 15_000;

type LegRequest = { readonly intent: Live['intent']; readonly view: CallView; readonly ticket: string };

const isWanted = (phone: PhoneContext, intent: Live['intent']): boolean => {
  const { call } = phone.store.get();
  return call?.intent === intent && !call.hungUp && isLive(call);
};

const tellLink = (phone: PhoneContext, { view }: LegRequest, on: boolean): void => {
  const at = phone.now();
  phone.tell(view.id, { kind: 'device.link', key: factKey('device.link', at), at, on });
};

const gone = (
  phone: PhoneContext,
  { intent, view }: LegRequest,
  callSid: string | null,
  failed: EndReason | null,
): void => {
  const at = phone.now();
  const before = phone.store.get().call;
  phone.store.change(intent, live => ({
    ...live,
    leg: 'gone',
    rejoining: false,
    audio: null,
    doubtful: true,
    callSid: live.callSid ?? sidOf(callSid),
    failed: live.hungUp ? null : failed,
    overAt: live.overAt ?? at,
    heardAt: at,
  }));
  if (!failed || !before || before.hungUp) return;
  // An answered call is the Worker's to hold: it sees the leg leave the room.
  if (phaseOf(before) === 'active') return;
  phone.tell(view.id, { kind: 'device.failed', key: factKey('device.failed', at), at, reason: failed });
  // Nobody is to ring for a rep who is not there.
  void sayHungUp(phone, view.id);
};

/**
 * A line that was dead before anybody knew is made anew, and the same ticket tried once more: whether or not the first
 * try got through, the Worker lets it in once.
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
      // The last that was heard of the leg before this one may be that it was cut.
      if (!view.linked) tellLink(phone, request, true);
    },
    onAudio: audio => phone.store.change(intent, live => ({ ...live, audio })),
    onLink: on => {
      phone.store.change(intent, live => ({ ...live, linked: on }));
      tellLink(phone, request, on);
    },
    onGone: failed => {
      phone.leg = null;
      const isDeadLine = failed === 'network_error' && !wasUp && which === 'first';
      if (isDeadLine && isWanted(phone, intent)) void again(phone, request, failed);
      else gone(phone, request, leg.callSid(), failed);
    },
  });
  phone.leg = leg;
  // Whoever was muted comes back muted.
  if (phone.store.get().call?.muted) leg.mute(true);
};

/** The rep's leg into the room the ticket opens, for the first time or again. */
export const connect = (
  phone: PhoneContext,
  intent: Live['intent'],
  view: CallView,
  ticket: string,
): void => {
  phone.store.change(intent, live => ({
    ...live,
    leg: 'up',
    linked: true,
    doubtful: false,
    failed: null,
    overAt: null,
  }));
  attempt(phone, { intent, view, ticket }, 'first');
};
