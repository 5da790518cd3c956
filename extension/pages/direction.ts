// Marks that make characters appear in a different order than stored (Unicode Bidirectional Algorithm, UAX 9).

const MARKS = /[\u061c\u200f\u202b\u202d\u202e\u2067]/;
const LATIN = /\p{Script=Latin}/u;

export const mayReorder = (text: string): boolean => MARKS.test(text);

/**
 * Returns a test of whether the digits at a position keep their order. Positions must be queried from left to right.
 * Digits keep their order if every scope opened before them is closed again, and a left-to-right letter follows the
 * last mark, because digits take the direction of that letter. Text after a number does not move it.
 */
export const orderIn = (text: string): ((at: number) => boolean) => {
  if (!mayReorder(text)) return () => true;
  let read = 0;
  let embeddings = 0;
  let isolates = 0;
  let isTurned = false;
  return at => {
    for (; read < at; read++) {
      const code = text.charCodeAt(read);
      if (code === 0x061c || code === 0x200f) isTurned = true;
      else if (code === 0x202a || code === 0x202b || code === 0x202d || code === 0x202e) embeddings++;
      else if (code >= 0x2066 && code <= 0x2068) isolates++;
      else if (code === 0x2069) isolates = Math.max(0, isolates - 1);
      // Within an isolate, this closes nothing that was opened before the isolate: the count errs on the safe side.
      else if (code === 0x202c && isolates === 0) embeddings = Math.max(0, embeddings - 1);
      else if (embeddings + isolates > 0) isTurned = true;
      else if (LATIN.test(text.charAt(read))) isTurned = false;
    }
    return embeddings + isolates === 0 && !isTurned;
  };
};
