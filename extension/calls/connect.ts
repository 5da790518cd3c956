import type { CallView, EndReason } from '../../shared/calls/contract.ts';
import { CallSid } from '../../shared/ids.ts';
import { sayHungUp } from './hang-up.ts';
import { isLive, type Live, phaseOf } from './live.ts';
import { reachLine } from './reach-line.ts';
import { factKey, type Rig } from './rig.ts';

/** The carrier's own name for the rep's leg: any leg's SID finds the call again. */
export const sidOf = (callSid: string | null | undefined): CallSid | null => {
  const sid = CallSid.safeParse(callSid);
  return sid.success ? sid.data : null;
};

/** The ticket lives a minute; a line that is back later than this is no longer waited for. */
const AGAIN_WITHIN_MS = 15_000;

type Way = { readonly intent: Live['intent']; readonly view: CallView; readonly ticket: string };

const isWanted = (rig: Rig, intent: Live['intent']): boolean => {
  const { call } = rig.store.get();
  return call?.intent === intent && !call.hungUp && isLive(call);
};

const tellLink = (rig: Rig, { view }: Way, on: boolean): void => {
  const at = rig.now();
  rig.tell(view.id, { kind: 'device.link', key: factKey('device.link', at), at, on });
};

const gone = (rig: Rig, { intent, view }: Way, callSid: string | null, failed: EndReason | null): void => {
  const at = rig.now();
  const before = rig.store.get().call;
  rig.store.change(intent, live => ({
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
  rig.tell(view.id, { kind: 'device.failed', key: factKey('device.failed', at), at, reason: failed });
  // Nobody is to ring for a rep who is not there.
  void sayHungUp(rig, view.id);
};

/**
 * A line that was dead before anybody knew is made anew, and the same ticket tried once more: whether or not the first
 * try got through, the Worker lets it in once.
 */
const again = async (rig: Rig, way: Way, failed: EndReason): Promise<void> => {
  const isBack = await reachLine(rig, AGAIN_WITHIN_MS, () => isWanted(rig, way.intent));
  if (isBack) attempt(rig, way, 'last');
  else gone(rig, way, null, failed);
};

const attempt = (rig: Rig, way: Way, which: 'first' | 'last'): void => {
  const { intent, view } = way;
  let wasUp = false;
  const leg = rig.device.connect(way.ticket, {
    onUp: () => {
      wasUp = true;
      rig.store.change(intent, live => ({ ...live, rejoining: false }));
      rig.carries(view.id);
      // The last that was heard of the leg before this one may be that it was cut.
      if (!view.linked) tellLink(rig, way, true);
    },
    onAudio: audio => rig.store.change(intent, live => ({ ...live, audio })),
    onLink: on => {
      rig.store.change(intent, live => ({ ...live, linked: on }));
      tellLink(rig, way, on);
    },
    onGone: failed => {
      rig.leg = null;
      const isDeadLine = failed === 'network_error' && !wasUp && which === 'first';
      if (isDeadLine && isWanted(rig, intent)) void again(rig, way, failed);
      else gone(rig, way, leg.callSid(), failed);
    },
  });
  rig.leg = leg;
  // Whoever was muted comes back muted.
  if (rig.store.get().call?.muted) leg.mute(true);
};

/** The rep's leg into the room the ticket opens, for the first time or again. */
export const connect = (rig: Rig, intent: Live['intent'], view: CallView, ticket: string): void => {
  rig.store.change(intent, live => ({
    ...live,
    leg: 'up',
    linked: true,
    doubtful: false,
    failed: null,
    overAt: null,
  }));
  attempt(rig, { intent, view, ticket }, 'first');
};
