import { isSpace } from './scan.ts';

const WORD = /[\p{L}\p{N}\p{M}\p{Cf}]/u;
// Scripts that are written without a space between a word and a number.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
// Marks that only enclose left-to-right text and do not change the order of its digits.
const FRAMES = '\u200e\u202a\u202c\u2066\u2068\u2069\ufeff';
const EXTENSION =
  /^[\s\u00a0]{0,2}(?:[,;]?[\s\u00a0]?(?:extension|extn?\.?|x|ext=)|;ext=|#)[\s\u00a0:.]{0,2}\d{1,7}(?![\p{L}\p{N}])/iu;
const LABEL_LENGTH = 28;
const ID_LABEL =
  /(?:^|[^a-z])(?:order|invoice|inv|quote|ref(?:erence)?|ids?|sku|upc|ean|isbn|gtin|asin|acct|account|case|ticket|track(?:ing)?|shipment|awb|usps|ups|fedex|dhl|po|p\.o\.|policy|serial|s\/n|sn|model|part|lot|batch|item|vat|tax|ein|tin|ssn|npi|duns|routing|iban|swift|imei|epoch|timestamp|transaction|txn|build|rev|version|zip|po box|member|customer|receipt|contract|claim|license|licence|confirmation|booking|reservation|document|doc|record|lead|deal)(?:[\s_-]*(?:no|nr|num|number|id|code|key))?[\s\u00a0#:.=\-\u2116]*$/i;
const PHONE_LABEL =
  /(?:tel|tlf|tél|telephone|phone|mobile|mob|cell|fax|call|ring|dial|text|sms|whatsapp|voip|handy|telefon|telefono|téléphone|hotline)[\s\u00a0:.#)]*$/i;
// A place where a number is reached; other things can have such a label too.
const PLACE_LABEL = /(?:office|home|work|direct|main|switchboard)[\s\u00a0:.#)]*$/i;
const UNIT =
  /^[\s\u00a0]{0,2}(?:[%°€£¥]|(?:[kmgt]i?b|bytes?|ms|sec|px|usd|eur|gbp|units?|pcs|rows|records|views|points)\b)/i;

/** The length of an extension ("x123", "ext. 4") at this position; 0 if there is none. */
export const extensionLength = (text: string, at: number): number =>
  EXTENSION.exec(text.slice(at, at + 20))?.[0].length ?? 0;

const isDigit = (char: string): boolean => char >= '0' && char <= '9';

/** Letters and digits. The pattern, which is slow to start, is used only for non-ASCII characters. */
const isWord = (char: string): boolean => {
  const code = char.charCodeAt(0);
  if (code > 127) return WORD.test(char);
  return (code > 47 && code < 58) || (code > 64 && code < 91) || (code > 96 && code < 123);
};

const isUnspaced = (char: string): boolean => char.charCodeAt(0) > 127 && UNSPACED.test(char);

/** Whether a number can start here: nothing attached on the left makes it part of something longer. */
export const opensHere = (text: string, start: number): boolean => {
  const before = text.charAt(start - 1);
  if (before === '' || isSpace(before.charCodeAt(0)) || FRAMES.includes(before)) return true;
  if (isUnspaced(before)) return true;
  if (isWord(before) || isLoneSurrogateOfWord(text, start - 2)) return false;
  if ('-_=@&#$€£¥%~^\\+*'.includes(before)) return false;
  if (".,:/'".includes(before)) {
    const earlier = text.charAt(start - 2);
    return before === '/' ? earlier === '' || isSpace(earlier.charCodeAt(0)) : !isDigit(earlier);
  }
  return true;
};

/** Whether a number can end here: nothing attached on the right continues it. */
export const closesHere = (text: string, end: number): boolean => {
  const after = text.charAt(end);
  if (after === '' || isSpace(after.charCodeAt(0)) || FRAMES.includes(after)) return true;
  if (isUnspaced(after)) return true;
  if (isWord(after) || isLoneSurrogateOfWord(text, end)) return extensionLength(text, end) > 0;
  if ('_=@%€£¥$^~\\+*'.includes(after)) return false;
  const later = text.charAt(end + 1);
  if ('-/&\u2010\u2011'.includes(after)) return !isWord(later);
  if (".,:'".includes(after)) return !isDigit(later);
  return true;
};

/** Digits and letters outside the first plane (bold mathematical digits, say) count as part of the word. */
const isLoneSurrogateOfWord = (text: string, at: number): boolean => {
  const code = at >= 0 ? text.codePointAt(at) : undefined;
  return code !== undefined && code > 0xffff && WORD.test(String.fromCodePoint(code));
};

export type Hint = 'phone' | 'place' | 'id' | 'none';

export const saysId = (label: string): boolean => ID_LABEL.test(label);

/** What the words next to an unformatted number say it is. */
export const hintAt = (text: string, start: number, end: number): Hint => {
  const label = text.slice(Math.max(0, start - LABEL_LENGTH), start);
  if (ID_LABEL.test(label) || UNIT.test(text.slice(end, end + 12))) return 'id';
  if (PHONE_LABEL.test(label)) return 'phone';
  return PLACE_LABEL.test(label) ? 'place' : 'none';
};
