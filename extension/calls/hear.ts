import type { ServerFrame } from '../../shared/presence/contract.ts';
import { found, isLive, withView } from './live.ts';
import type { PhoneContext } from './phone-context.ts';

/** What the Switchboard says about this rep's call: news of the call here, or a call this phone did not begin. */
export const hear = (phone: PhoneContext, frame: ServerFrame): void => {
  // Offers are not about this rep's own call.
  if (frame.type === 'offers' || frame.type === 'offer.ended') return;
  const { store, now, owed, carries } = phone;
  const { call } = store.get();
  const { call: view } = frame;
  if (frame.type === 'hello') {
    store.put({ skewMs: frame.now - now() });
    if (isLive(call) && call.view && call.leg === 'up') carries(call.view.id);
  }
  if (!view) {
    // The Worker reports no call, but there is one here: the next poll asks for it, by the SID of its leg.
    if (isLive(call) && call.view)
      store.change(call.intent, live => ({ ...live, heardAt: 0, doubtful: true }));
  } else if (call?.view?.id === view.id) {
    store.change(call.intent, live => withView(live, view, now()));
  } else if (!isLive(call)) {
    const live = found(view, now(), owed.has(view.id));
    if (isLive(live)) store.put({ call: live });
  }
};
