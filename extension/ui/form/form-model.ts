import { computed, signal } from '@preact/signals';
import * as z from 'zod';
import type { Result } from '../../../shared/result.ts';
import { createAsking, type Fault } from '../asking.ts';

/** Errors by path, as `name` or `hours.week.mon.to`. */
export type Wrong = Readonly<Record<string, string | undefined>>;

/** What a refusal means to the form: errors of its fields, and a text about the whole. */
export type Refused = { readonly text?: string; readonly fields?: Wrong };

/** A field of a form, as the field itself sees it. */
export type Bound<T> = {
  readonly name: string;
  readonly value: T;
  readonly wrong: string | undefined;
  readonly onValue: (value: T) => void;
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const fieldOf = (path: string): string => path.split('.')[0] ?? '';

/** Error messages by path; the first one where there are several. */
const faultsIn = (error: z.core.$ZodError): (readonly [path: string, text: string])[] => {
  const { formErrors, fieldErrors } = z.flattenError(
    error,
    ({ path, message }) => [path.join('.'), message] as const,
  );
  const ofFields: Readonly<Record<string, (readonly [string, string])[]>> = fieldErrors;
  return [...formErrors, ...Object.values(ofFields).flat()].reverse();
};

type Options<Values, Schema extends z.ZodType> = {
  /** The request of the endpoint: its schema alone decides what is valid. */
  readonly request: Schema;
  /** The request that the values make; omitted when they are the request. */
  readonly requestOf?: (values: Values, changes: Partial<Values>) => object;
  /** What the fields show at first; omitted when it has to be read. */
  readonly initial?: Values;
};

export type FormModel<Values extends object, Schema extends z.ZodType> = ReturnType<
  typeof createForm<Values, Schema>
>;

/**
 * The state of a form: what its fields show, what is saved, what is wrong. A reply is applied field by field: a field
 * that was changed since the request was sent keeps its value, unsaved.
 */
export const createForm = <Values extends object, Schema extends z.ZodType>({
  request,
  requestOf = values => values,
  initial,
}: Options<Values, Schema>) => {
  const asking = createAsking();
  const values = signal(initial);
  const saved = signal(initial);
  const wrong = signal<Wrong>({});
  const isSending = signal(false);
  /** The values when the request was sent. Fields that still show them take the value of the reply. */
  let sent = initial;

  const differing = (from: Values | undefined): (keyof Values)[] => {
    const { value: now } = values;
    if (!now || !from) return [];
    return (Object.keys(now) as (keyof Values)[]).filter(field => !same(now[field], from[field]));
  };
  const pick = (fields: readonly (keyof Values)[]): Partial<Values> => {
    const picked: Partial<Values> = {};
    for (const field of fields) if (values.value) picked[field] = values.value[field];
    return picked;
  };
  const clear = () => {
    asking.trouble.value = null;
    asking.note.value = '';
  };
  const change = (part: Partial<Values>) => {
    if (!values.value) return;
    values.value = { ...values.value, ...part };
    clear();
    const all = Object.entries(wrong.value);
    const stays = all.filter(([path]) => !(fieldOf(path) in part));
    if (stays.length < all.length) wrong.value = Object.fromEntries(stays);
  };
  /** Errors of fields that this form has are shown there; another error is a text about the whole. */
  const show = (faults: readonly (readonly [string, string | undefined])[]) => {
    const here = faults.filter(([path]) => fieldOf(path) in (values.value ?? {}));
    wrong.value = Object.fromEntries(here);
    const [, text] = faults.find(([path]) => !(fieldOf(path) in (values.value ?? {}))) ?? [];
    return text;
  };
  /** Sends a request of this form; `refused` says what an expected refusal means, undefined for any other. */
  const send = async <Reply, E extends Fault>(
    ask: () => Promise<Result<Reply, E>>,
    then: (reply: Reply) => void,
    refused: (error: E) => Refused | undefined = () => undefined,
  ): Promise<boolean> => {
    if (asking.busy.value) return false;
    sent = values.value;
    isSending.value = true;
    const isDone = await asking.during(ask, then, error => {
      const said = refused(error) ?? (error.fields && { fields: error.fields });
      const corrected = differing(sent);
      sent = saved.value;
      if (!said) return undefined;
      const all = Object.entries(said.fields ?? {});
      // A field that was corrected meanwhile no longer shows the value that was refused.
      const stays = all.filter(([path]) => !corrected.some(field => field === fieldOf(path)));
      const rest = show(stays);
      return said.text ?? rest ?? (stays.length > 0 ? null : all[0]?.[1]);
    });
    isSending.value = false;
    return isDone;
  };

  return {
    ...asking,
    values,
    wrong,
    isSending,
    isDirty: computed(() => differing(saved.value).length > 0),
    change,
    send,
    /** Takes what is saved now, except for fields that were changed since the last request was sent. */
    take: (now: Values) => {
      const meanwhile = pick(differing(sent));
      saved.value = now;
      sent = now;
      values.value = { ...now, ...meanwhile };
    },
    /** Back to the saved values. */
    undo: () => {
      sent = saved.value;
      values.value = saved.value;
      wrong.value = {};
      clear();
    },
    /** One field; only after the values have been read. */
    at: <Name extends keyof Values & string>(name: Name): Bound<Values[Name]> => {
      if (!values.value) throw new Error(`The form has no values yet: ${name}.`);
      const onValue = (value: Values[Name]) => {
        const part: Partial<Values> = {};
        part[name] = value;
        change(part);
      };
      return { name, value: values.value[name], wrong: wrong.value[name], onValue };
    },
    /** Checks the values against the request's schema, and sends them if they are valid. */
    submit: async <Reply, E extends Fault>(
      ask: (request: z.output<Schema>) => Promise<Result<Reply, E>>,
      then: (reply: Reply, request: z.output<Schema>) => void,
      refused?: (error: E) => Refused | undefined,
    ): Promise<boolean> => {
      const typed = values.value;
      if (asking.busy.value || !typed) return false;
      clear();
      const parsed = request.safeParse(requestOf(typed, pick(differing(saved.value))));
      const text = show(parsed.success ? [] : faultsIn(parsed.error));
      if (text !== undefined) asking.trouble.value = { text };
      if (!parsed.success) return false;
      const { data } = parsed;
      return send(
        () => ask(data),
        reply => then(reply, data),
        refused,
      );
    },
  };
};
