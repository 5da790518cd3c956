/** Money in whole micro-units of a currency, so that sums of the carrier's prices are exact. */
import * as z from 'zod';

export const MICROS = 1_000_000;
const MICRO_DIGITS = 6;

/** ISO 4217; the carrier writes it in either case. */
export const Currency = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/);

/** What was spent in one currency; negative when the carrier credited more than it charged. */
export const Spend = z.object({ currency: Currency, micros: z.number().int() });
export type Spend = z.infer<typeof Spend>;

const DECIMAL = /^(-?)(\d{1,9})(?:\.(\d{1,12}))?$/;

/**
 * The cost in micro-units of the carrier's decimal price, like "-0.00850"; undefined when it is not a decimal. The
 * carrier's charges are negative; a credit is positive, and becomes a negative cost. Fractions of a micro-unit are
 * rounded up, so that a limit is never checked against less than was spent.
 */
export const microsOf = (price: string): number | undefined => {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(price) ?? [];
  if (whole === undefined) return undefined;
  const micros = Number(whole) * MICROS + Number(fraction.slice(0, MICRO_DIGITS).padEnd(MICRO_DIGITS, '0'));
  if (sign === '') return micros === 0 ? 0 : -micros;
  return /[1-9]/.test(fraction.slice(MICRO_DIGITS)) ? micros + 1 : micros;
};

/** Sums up each currency separately; sorted by currency code. */
export const addSpends = (spends: readonly Spend[]): Spend[] => {
  const sums = new Map<string, number>();
  for (const { currency, micros } of spends) sums.set(currency, (sums.get(currency) ?? 0) + micros);
  return [...sums]
    .map(([currency, micros]) => ({ currency, micros }))
    .toSorted((a, b) => a.currency.localeCompare(b.currency));
};

/** "$12.50"; an amount below one unit shows more decimals, as a minute costs less than a cent. */
export const spendWords = ({ currency, micros }: Spend): string =>
  new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    ...(micros !== 0 && Math.abs(micros) < MICROS ? { maximumFractionDigits: 4 } : {}),
  }).format(micros / MICROS);

/** A limit, which is in whole units: "$100". */
export const spendLimitWords = (limit: number, currency: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: 0 }).format(limit);
