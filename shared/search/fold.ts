// Accents and points that are written over letters. Vowel signs of Indian scripts and Japanese voicing are letters.
const MARKS =
  /[[\p{M}&&[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}]]--[\u3099\u309a]]/gv;
// What is in a text without being seen: joiners, directions, soft hyphens, Arabic lengthening.
const UNSEEN = /[\p{Cf}\u0640]/gu;
// Letters with a stroke and ligatures, which Unicode does not take apart.
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
 * A text as it is searched: without case and without accents, in every script, spaces as one. What is stored and what is
 * looked for go through the same.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(UNSEEN, '')
    // Up, then down: ß and ss, σ and ς become one.
    .toUpperCase()
    .toLowerCase()
    .replace(OTHERS, letter => LETTERS[letter] ?? letter)
    .replace(MARKS, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** What of a person is searched as text, in one. */
export const foldAll = (texts: readonly (string | null)[]): string =>
  texts.flatMap(text => (text === null ? [] : [fold(text)])).join('\n');
