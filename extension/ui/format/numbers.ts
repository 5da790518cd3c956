/**
 * Counts and shares as people read them, in English like the screens around them. Money is formatted by
 * shared/workspace/spend.ts, because refusals of the server speak of it too.
 */
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** 12,345. */
export const count = (value: number): string => whole.format(value);

/** 4.2. */
export const oneDecimal = (value: number): string => tenths.format(value);
