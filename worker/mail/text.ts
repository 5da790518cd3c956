/**
 * The text of a mail. Names that others have chosen are quoted and shortened, and unquoted text does not compile, so
 * that nobody can use the name of a person or a workspace to write to people in our name.
 */
declare const QUOTED: unique symbol;
declare const WHOLE: unique symbol;
export type Quoted = string & { readonly [QUOTED]: true };
export type MailText = string & { readonly [WHOLE]: true };

const LONGEST_NAME = 60;
// Control characters, line ends, and marks that reverse the direction of the following text.
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]+/gu;
// Characters that let a mail program make a link, or a reader see an address.
const LINKING = /(?<=\S)[.:@/\\。．]+(?=\S)|[/\\@<>]+/gu;

/** A name chosen by somebody else: on one line, without links, in quotation marks. */
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

/** Text made here: a code, an address or a word of ours. */
export const ours = (text: string): Quoted => text as Quoted;

const joined = (fixed: TemplateStringsArray, parts: readonly (Quoted | number)[]): string =>
  String.raw({ raw: fixed }, ...parts);

/** A part that only some mails of a kind have. */
export const mailPart = (fixed: TemplateStringsArray, ...parts: readonly (Quoted | number)[]): Quoted =>
  joined(fixed, parts) as Quoted;

export const mailText = (fixed: TemplateStringsArray, ...parts: readonly (Quoted | number)[]): MailText =>
  joined(fixed, parts) as MailText;
