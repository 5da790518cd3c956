/** What a leg cost, according to the carrier's answer. Pure. */
import { Currency, microsOf } from '../../shared/workspace/spend.ts';
import type { CarrierCall, Outcome } from '../twilio/index.ts';

export type LegPrice =
  | { readonly kind: 'known'; readonly leg: string; readonly micros: number; readonly currency: string }
  /** Not reported yet, but it may be later. */
  | { readonly kind: 'later' }
  /** The carrier does not know the leg, so it will never report a price. */
  | { readonly kind: 'never' };

// "If a call has a Status of no-answer, busy, failed or canceled, you should not be charged for the call."
// (twilio.com/help/faq/voice/what-do-the-call-statuses-mean)
const FREE: ReadonlySet<string> = new Set(['busy', 'no-answer', 'failed', 'canceled']);

export const priceOfLeg = ({ sid, status, price, price_unit }: CarrierCall): LegPrice => {
  const currency = Currency.safeParse(price_unit).data;
  const told = price ?? (FREE.has(status) ? '0' : undefined);
  const micros = told === undefined ? undefined : microsOf(told);
  return micros === undefined || currency === undefined
    ? { kind: 'later' }
    : { kind: 'known', leg: sid, micros, currency };
};

export const priceOfAnswer = (outcome: Outcome<CarrierCall>): LegPrice => {
  if (outcome.kind === 'done') return priceOfLeg(outcome.value);
  return outcome.kind === 'refused' && outcome.status === 404 ? { kind: 'never' } : { kind: 'later' };
};
