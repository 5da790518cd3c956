/** The calls that ring here, as the Switchboard reports them. */

import { isOver } from '../../../shared/calls/phase.ts';
import type { CallView } from '../../../shared/calls/view.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { Offer } from '../../../shared/incoming/offer.ts';
import type { EndedOffer, PhoneState } from '../../messages.ts';
import type { PhoneContext } from '../phone-context.ts';

type Store = PhoneContext['store'];

/** The Switchboard says when an offer lapses. A phone that cannot hear it stops ringing by itself this much later. */
const UNHEARD_MS = 3_000;
/** How long screens say why a call no longer rings. */
const SHOW_END_MS = 15_000;

/** Replaces all offers by these. An answer that is still on its way ends with the Worker's reply, not here. */
export const putOffers = (
  { store, now }: Pick<PhoneContext, 'store' | 'now'>,
  offers: readonly Offer[],
): void => {
  const { answering, skewMs, offers: before } = store.get();
  const isWaiting = answering !== null && answering.waitsFor !== null;
  const isGone = isWaiting && !offers.some(({ call }) => call.id === answering.callId);
  const gone = before.flatMap(({ call }) => (offers.some(each => each.call.id === call.id) ? [] : [call]));
  store.put({
    offers,
    ...(gone.length > 0 ? { silenced: gone } : {}),
    ...(isGone ? { answering: null } : {}),
  });
  const lapsesAt = (offer: Offer): number => offer.until - skewMs + UNHEARD_MS;
  const forget = (): void => {
    const known = store.get().offers;
    const left = known.filter(offer => lapsesAt(offer) > now());
    if (left.length < known.length) putOffers({ store, now }, left);
  };
  for (const offer of offers) setTimeout(forget, lapsesAt(offer) - now());
};

/** Tells screens, for a while, why a call no longer rings. */
export const showEnd = (store: Store, ended: EndedOffer): void => {
  store.put({ endedOffer: ended });
  setTimeout(() => {
    if (store.get().endedOffer === ended) store.put({ endedOffer: null });
  }, SHOW_END_MS);
};

type Why = Omit<EndedOffer, 'call'>;

/** This call no longer rings here. */
export const endOffer = (phone: PhoneContext, call: CallView, { why, by }: Why): void => {
  const { offers } = phone.store.get();
  const left = offers.filter(offer => offer.call.id !== call.id);
  if (left.length < offers.length) putOffers(phone, left);
  // Whoever declined a call, here or in another of their browsers, knows why it is gone.
  if (why !== 'declined') showEnd(phone.store, { call, why, by });
};

/** The Switchboard says why a call no longer rings. That it was taken, a phone that answers it is told in reply. */
export const hearEnd = (phone: PhoneContext, callId: CallId, why: Why): void => {
  const { offers, silenced, answering } = phone.store.get();
  const ended = [...offers.map(({ call }) => call), ...silenced].find(({ id }) => id === callId);
  if (ended && !(why.why === 'taken' && answering?.callId === callId)) endOffer(phone, ended, why);
};

/** Whether it rings: a rep who has clicked Answer, or is in a call, hears nothing more. */
export const rings = ({ offers, answering, call }: PhoneState): boolean =>
  offers.length > 0 && answering === null && (call === null || isOver(call.phase));
