import type { CallView } from '../../shared/calls/contract.ts';
import { CallSid } from '../../shared/ids.ts';
import { sayHungUp } from './hang-up.ts';
import { type Live, phaseOf } from './live.ts';
import { factKey, type Rig } from './rig.ts';

/** The carrier's own name for the rep's leg: any leg's SID finds the call again. */
export const sidOf = (callSid: string | null | undefined): CallSid | null => {
  const sid = CallSid.safeParse(callSid);
  return sid.success ? sid.data : null;
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
  const tellLink = (on: boolean): void => {
    const at = rig.now();
    rig.tell(view.id, { kind: 'device.link', key: factKey('device.link', at), at, on });
  };
  const leg = rig.device.connect(ticket, {
    onUp: () => {
      rig.store.change(intent, live => ({ ...live, rejoining: false }));
      rig.carries(view.id);
      // The last that was heard of the leg before this one may be that it was cut.
      if (!view.linked) tellLink(true);
    },
    onAudio: audio => rig.store.change(intent, live => ({ ...live, audio })),
    onLink: on => {
      rig.store.change(intent, live => ({ ...live, linked: on }));
      tellLink(on);
    },
    onGone: failed => {
      const at = rig.now();
      rig.leg = null;
      const before = rig.store.get().call;
      rig.store.change(intent, live => ({
        ...live,
        leg: 'gone',
        rejoining: false,
        audio: null,
        doubtful: true,
        callSid: live.callSid ?? sidOf(leg.callSid()),
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
    },
  });
  rig.leg = leg;
};
