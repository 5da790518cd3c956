// Accents and points written on letters. Vowel signs of Indian scripts and Japanese voicing marks count as letters.
const MARKS =
  /[[\p{M}&&[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}]]--[\u3099\u309a]]/gv;
// Characters that a search ignores: joiners, direction marks, soft hyphens, Arabic lengthening.
const UNSEEN = /[\p{Cf}\u0640]/gu;
// Letters with a stroke and ligatures, which Unicode does not decompose.
const LETTERS: Readonly<Record<string, string>> = {
  æ: 'ae',
  ð: 'd',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  œ: 'oe',
  þ: 'th',
  ŧ: 't',
};
const OTHERS = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/**
 * Normalises a text for search: no case and no accents, in every script, and a run of spaces as one. Both the stored
 * texts and the search text go through it.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(UNSEEN, '')
    // Upper case first, then lower case: makes ß equal to ss, and σ equal to ς.
    .toUpperCase()
    .toLowerCase()
    .replace(OTHERS, letter => LETTERS[letter] ?? letter)
    .replace(MARKS, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** All texts a person can be found by, folded and joined. */
export const foldAll = (texts: readonly (string | null)[]): string =>
  texts.flatMap(text => (text === null ? [] : [fold(text)])).join('\n');
