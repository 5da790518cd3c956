/**
 * The signature covers names and values run together, sorted by name, so anybody who has a signed form can move the
 * boundaries between them: `CallSid=CA1&From=+1` and `CallSid=CA1F&rom=+1` have the same signature. A required field
 * then fails its own shape. An optional field would merely be missing, so the whole signed text is searched for its
 * name followed by a value of its shape. All other text is whatever people, phones and networks write.
 */
import * as z from 'zod';
import { LINE_TEST_TICKET } from '../../shared/calls/contract.ts';
import type { Form } from './signature.ts';

/** Each optional field we read, as its name with the beginning of a value. */
const OPTIONAL: Readonly<Record<string, RegExp>> = {
  CallDuration: /CallDuration\d/,
  CallSid: /CallSidCA[0-9a-f]{32}/,
  CallerName: /CallerName[\p{L}\p{N}]/u,
  DialBridged: /DialBridged(?:true|false)/,
  DialCallDuration: /DialCallDuration\d/,
  Digits: /Digits[\d*#]/,
  ErrorCode: /ErrorCode\d{5}/,
  SipResponseCode: /SipResponseCode\d{3}/,
  Timestamp: /Timestamp[A-Z][a-z]{2}, \d/,
  ticket: new RegExp(`ticket(?:call_|${LINE_TEST_TICKET})`),
};

const objectsOf = (schema: z.ZodType): readonly z.ZodObject[] => {
  if (schema instanceof z.ZodObject) return [schema];
  if (schema instanceof z.ZodDiscriminatedUnion)
    return schema.options.flatMap(option => (option instanceof z.ZodObject ? [option] : []));
  throw new Error('A webhook schema must be an object or a union of objects.');
};

/** The optional fields of this schema, each with the pattern that reveals it; by default its name alone. */
export const mayBeHidden = (schema: z.ZodType): ReadonlyMap<string, RegExp> => {
  const found = new Map<string, RegExp>();
  for (const { shape } of objectsOf(schema))
    for (const [name, field] of Object.entries(shape)) {
      if (z.safeParse(field, undefined).success) found.set(name, OPTIONAL[name] ?? new RegExp(name));
    }
  return found;
};

const textOf = (form: Form): string =>
  Object.keys(form)
    .sort()
    .map(name => name + form[name])
    .join('');

export const isResplit = (form: Form, schema: z.ZodType): boolean => {
  // No real name begins with a digit: such a name is the end of a number that was cut off.
  if (Object.keys(form).some(name => !/^[A-Za-z_]/.test(name))) return true;
  const text = textOf(form);
  return [...mayBeHidden(schema)].some(([name, sign]) => !Object.hasOwn(form, name) && sign.test(text));
};

/** A form as an event of this schema; undefined if it has another shape or was re-split. */
export const readEvent = <S extends z.ZodType>(form: Form, schema: S): z.infer<S> | undefined =>
  isResplit(form, schema) ? undefined : schema.safeParse(form).data;
