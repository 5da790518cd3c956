import type { CallView } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/phase.ts';
import type { ServerFrame } from '../../shared/presence/contract.ts';
import { giveUp } from './incoming/give-up.ts';
import { hearEnd, putOffers } from './incoming/offers.ts';
import { found, isLive, withView } from './live.ts';
import type { PhoneContext } from './phone-context.ts';

/** An inbound call that is this rep's no longer, or never was: only the rep who answered has it. */
const isOthers = (phone: PhoneContext, view: CallView): boolean =>
  view.direction === 'inbound' && view.memberId !== phone.memberId();

/** What the Switchboard says about this rep's call: news of the call here, or a call this phone did not begin. */
const hearCall = (phone: PhoneContext, view: CallView | null): void => {
  const { store, now, owed } = phone;
  const { call, answering } = store.get();
  if (!view) {
    // The Worker reports no call, but there is one here: the next poll asks for it, by the SID of its leg.
    if (isLive(call) && call.view)
      store.change(call.intent, live => ({ ...live, heardAt: 0, doubtful: true }));
  } else if (call?.view?.id === view.id) {
    // The end of a call is shown, whosever it was at that moment.
    if (isOthers(phone, view) && !isOver(view.phase)) giveUp(phone, view);
    else store.change(call.intent, live => withView(live, view, now()));
  } else if (!isLive(call) && !isOthers(phone, view) && answering?.callId !== view.id) {
    // A call that is being answered here is shown once its ticket is here, too.
    const live = found(view, now(), owed.has(view.id));
    if (isLive(live)) store.put({ call: live });
  }
};

export const hear = (phone: PhoneContext, frame: ServerFrame): void => {
  const { store, now, carries } = phone;
  switch (frame.type) {
    case 'hello': {
      const { call } = store.get();
      store.put({ skewMs: frame.now - now(), inboxAt: now() });
      if (isLive(call) && call.view && call.leg === 'up') carries(call.view.id);
      putOffers(phone, frame.offers ?? []);
      hearCall(phone, frame.call);
      break;
    }
    case 'call.changed':
      hearCall(phone, frame.call);
      break;
    case 'presence.status': {
      const { picked, status, since } = frame;
      store.put({ status: { picked, status, since } });
      break;
    }
    case 'inbox.changed':
      store.put({ inboxAt: now() });
      break;
    case 'offers':
      putOffers(phone, frame.offers);
      break;
    case 'offer.ended':
      hearEnd(phone, frame.callId, frame);
      break;
  }
};
