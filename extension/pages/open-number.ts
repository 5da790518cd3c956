import { callingCodeLength, fromInternational } from './numbering.ts';

const LOOK_BACK = 24;
/** A plus followed by digits and separators, but no word. */
const PLUS_BEFORE = /[+\uff0b]([^\p{L}+\uff0b]*)$/u;
/** An international prefix and a calling code on their own: "0044", "011 44". */
const PREFIX_BEFORE = /(?:^|[^\p{L}\p{N}])(?:00|011)[\s\u00a0-]?([1-9]\d{0,2})[^\p{L}\p{N}]+$/u;

/** Digits in brackets that are not an ordinal but an area code, as in "(0-344) 62914". */
const AREA_BEFORE = /\([^()\p{L}]*\d[^()\p{L}]*\d[^()\p{L}]*\d[^()\p{L}]*\)[\s\u00a0]{0,2}$/u;

/** Whether an incomplete international number precedes these digits: then they are the rest of that number. */
export const followsOpenNumber = (text: string, start: number, e164: string): boolean => {
  const before = text.slice(Math.max(0, start - LOOK_BACK), start);
  if (AREA_BEFORE.test(before)) return true;
  const code = PREFIX_BEFORE.exec(before)?.[1];
  if (code !== undefined) return callingCodeLength(code) === code.length && !e164.startsWith(`+${code}`);
  const begun = PLUS_BEFORE.exec(before)?.[1]?.normalize('NFKC').replace(/\D/g, '');
  return begun !== undefined && fromInternational(begun) === null && !e164.startsWith(`+${begun}`);
};
