const GROUPED = /^\d{1,3}(?:[.,'’\s]\d{3})+$/;
const NUMBER = /^-?\d+(?:[.,]\d+)?$/;
const MONEY = /^[\p{Sc}\s]+|[\p{Sc}\s]+$/gu;

/** The number that was typed, as 1000, 1,000 or $1000; null for nothing, NaN for what is no number. */
export const wholeNumberIn = (typed: string): number | null => {
  const text = typed.replace(MONEY, '');
  if (text === '') return typed.trim() === '' ? null : Number.NaN;
  if (GROUPED.test(text)) return Number(text.replace(/\D/g, ''));
  return NUMBER.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
};
