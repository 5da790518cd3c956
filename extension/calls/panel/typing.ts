/** The content of the number field during typing. Pure, so that every keystroke can be tested. */
import { AsYouType, isSupportedCountry } from 'libphonenumber-js/min';

export type Typed = { readonly text: string; readonly caret: number };

export const NOTHING: Typed = { text: '', caret: 0 };

export const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Digits, * and #; a plus anywhere moves to the front, the only place where it has a meaning. */
export const dialable = (text: string): string => {
  const plain = text.normalize('NFKC').replace(INVISIBLE, '');
  const rest = plain.replace(/[^0-9*#]/g, '');
  return plain.includes('+') ? `+${rest}` : rest;
};

const format = (raw: string, country: string): string => {
  if (/[*#]/.test(raw)) return raw;
  return new AsYouType(isSupportedCountry(country) ? country : 'US').input(raw);
};

/** The place in `shown` just after its first `count` dialable characters. */
const placeAfter = (shown: string, count: number): number => {
  if (count === 0) return 0;
  let seen = 0;
  for (let at = 0; at < shown.length; at += 1) {
    if (/[0-9*#+]/.test(shown[at] ?? '')) seen += 1;
    if (seen === count) return at + 1;
  }
  return shown.length;
};

/** Formats `text` as typed in that country and keeps the caret after the same digit. */
export const typed = (text: string, caret: number, country: string): Typed => {
  const raw = dialable(text);
  const shown = format(raw, country);
  const plusMoved = caret > 0 && text.indexOf('+') >= caret ? 1 : 0;
  const before = dialable(text.slice(0, caret)).length + plusMoved;
  return { text: shown, caret: caret >= text.length ? shown.length : placeAfter(shown, before) };
};

/** Replaces the selection between `from` and `to` with `piece`. */
export const insert = (now: string, from: number, to: number, piece: string, country: string): Typed =>
  typed(now.slice(0, from) + piece + now.slice(to), from + piece.length, country);

/** One Backspace: deletes the selection, or the digit before the caret, skipping punctuation. */
export const erase = (now: string, from: number, to: number, country: string): Typed => {
  if (from !== to) return insert(now, from, to, '', country);
  let at = from;
  while (at > 0 && !/[0-9*#+]/.test(now[at - 1] ?? '')) at -= 1;
  return at === 0 ? typed(now, 0, country) : insert(now, at - 1, from, '', country);
};
