import { err, ok, type Result } from '../../../shared/result.ts';
import { type Callback, isWebUrl } from '../webhooks/address.ts';
import type { RestFault } from './reply.ts';

export type FieldRule = {
  readonly allows: (value: string) => boolean;
  readonly code: number;
  /** May occur several times, or contain several words in one value. */
  readonly list?: true;
};

export type FormRules = Readonly<Record<string, FieldRule>>;

const INVALID = 20001;

export const anyText: FieldRule = { allows: () => true, code: INVALID };
// Twilio reads any other value as false; if the sandbox did, mistakes would go unnoticed.
export const flag: FieldRule = { allows: value => value === 'true' || value === 'false', code: INVALID };
export const method: FieldRule = { allows: value => value === 'GET' || value === 'POST', code: 21209 };
export const callbackUrl: FieldRule = { allows: isWebUrl, code: 21609 };
export const oneOf = (...values: string[]): FieldRule => ({
  allows: value => values.includes(value),
  code: INVALID,
});
export const listOf = (code: number, ...values: string[]): FieldRule => ({
  allows: value => values.includes(value),
  code,
  list: true,
});
export const integer = (lowest: number, highest: number, code = INVALID): FieldRule => ({
  allows: value => /^\d+$/.test(value) && Number(value) >= lowest && Number(value) <= highest,
  code,
});

/** A checked form. A field that was not sent is undefined. */
export type Form = {
  text(name: string): string | undefined;
  words(name: string): readonly string[];
  flag(name: string, otherwise: boolean): boolean;
  number(name: string, otherwise: number): number;
};

const fault = (code: number, message: string): RestFault => ({ status: 400, code, message });

/** Reads a form against its rules. Unknown parameters are refused, so that nothing is lost silently. */
export const readForm = (sent: URLSearchParams, rules: FormRules): Result<Form, RestFault> => {
  for (const [name, value] of sent) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) return err(fault(INVALID, `The sandbox carrier does not know the parameter ${name} here.`));
    const values = rule.list ? value.split(/\s+/) : [value];
    const wrong = values.find(each => !rule.allows(each));
    if (wrong !== undefined) return err(fault(rule.code, `Invalid ${name}: ${wrong}`));
  }
  const text = (name: string) => sent.getAll(name).at(-1);
  return ok({
    text,
    words: name => sent.getAll(name).flatMap(value => value.split(/\s+/)),
    flag: (name, otherwise) => (text(name) === undefined ? otherwise : text(name) === 'true'),
    number: (name, otherwise) => (text(name) === undefined ? otherwise : Number(text(name))),
  });
};

/** The callback named `<prefix>StatusCallback`, with its method and events. */
export const callbackOf = (form: Form, prefix = ''): Callback | undefined => {
  const url = form.text(`${prefix}StatusCallback`);
  if (url === undefined) return undefined;
  return {
    url,
    method: form.text(`${prefix}StatusCallbackMethod`) === 'GET' ? 'GET' : 'POST',
    events: form.words(`${prefix}StatusCallbackEvent`),
  };
};

export const methodOf = (form: Form, name: string, otherwise: 'GET' | 'POST'): 'GET' | 'POST' => {
  const sent = form.text(name);
  return sent === 'GET' || sent === 'POST' ? sent : otherwise;
};
