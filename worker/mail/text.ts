/**
 * The text of a mail. What others have chosen gets in quoted and short; what is not quoted does not compile, so that
 * nobody writes to people in our name by calling themselves, or a workspace, something clever.
 */
declare const QUOTED: unique symbol;
declare const WHOLE: unique symbol;
export type Quoted = string & { readonly [QUOTED]: true };
export type MailText = string & { readonly [WHOLE]: true };

const LONGEST_NAME = 60;
// Controls, line ends, and marks that turn the direction of what follows.
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]+/gu;
// What a mail program would turn into a link, or a reader into an address.
const LINKING = /(?<=\S)[.:@/\\。．]+(?=\S)|[/\\@<>]+/gu;

/** A name somebody else has chosen: one line, no link, in quotation marks. */
export const quoted = (name: string): Quoted => {
  const plain = name
    .normalize('NFKC')
    .replace(INVISIBLE, ' ')
    .replace(LINKING, ' ')
    .replace(/["“”„«»]/g, '’')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = [...plain];
  const short = letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join('')}…` : plain;
  return `“${short}”` as Quoted;
};

/** What was made here: a code, an address of ours, a word of ours. */
export const ours = (text: string): Quoted => text as Quoted;

const joined = (fixed: TemplateStringsArray, parts: readonly (Quoted | number)[]): string =>
  String.raw({ raw: fixed }, ...parts);

/** A part of a mail that is not in every one of its kind. */
export const mailPart = (fixed: TemplateStringsArray, ...parts: readonly (Quoted | number)[]): Quoted =>
  joined(fixed, parts) as Quoted;

export const mailText = (fixed: TemplateStringsArray, ...parts: readonly (Quoted | number)[]): MailText =>
  joined(fixed, parts) as MailText;
