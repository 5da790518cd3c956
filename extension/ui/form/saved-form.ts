import { computed, signal } from '@preact/signals';
import type * as z from 'zod';
import type { Result } from '../../../shared/result.ts';
import type { Fault } from '../asking.ts';
import { createForm, type Refused } from './form-model.ts';
import { SAVED_WORDS } from './words.ts';

type SavedWords = Readonly<Record<keyof typeof SAVED_WORDS, string>>;

type Options<Read, Values, Schema extends z.ZodType> = {
  readonly read: () => Promise<Result<Read, Fault>>;
  /** What each field shows until somebody changes it. */
  readonly valuesOf: (read: Read) => Values;
  readonly request: Schema;
  readonly requestOf?: (values: Values, changes: Partial<Values>, read: Read) => object;
};

/** A form whose values are on the server: read when it is shown, changed, and saved together. */
export const createSavedForm = <Read, Values extends object, Schema extends z.ZodType>({
  read,
  valuesOf,
  request,
  requestOf = values => values,
}: Options<Read, Values, Schema>) => {
  /** What the server last replied; undefined until it has been read. */
  const server = signal<Read | undefined>(undefined);
  const form = createForm<Values, Schema>({
    request,
    requestOf: (values, changes) =>
      server.value === undefined ? values : requestOf(values, changes, server.value),
  });
  /** The server's values have changed meanwhile. */
  let isStale = false;
  let answers = 0;

  const take = (answer: Read) => {
    answers += 1;
    isStale = false;
    server.value = answer;
    form.take(valuesOf(answer));
  };
  const load = () => {
    const before = answers;
    return form.read(read, answer => {
      // A reply that a newer one has overtaken, or will overtake, is outdated.
      if (before === answers && !form.busy.value) take(answer);
    });
  };

  const done = (said: SavedWords) => (answer: Read) => {
    take(answer);
    form.note.value = said[form.isDirty.value ? 'part' : 'all'];
  };
  const watched =
    <E extends Fault>(refused: (error: E) => Refused | undefined) =>
    (error: E): Refused | undefined => {
      isStale ||= error.reason === 'changed_meanwhile';
      return refused(error);
    };

  return {
    ...form,
    server,
    isRead: computed(() => form.values.value !== undefined),
    load,
    take,
    /** Back to the saved values, including those that somebody else saved meanwhile. */
    undo: async (): Promise<void> => {
      form.undo();
      if (isStale) await load();
    },
    save: <E extends Fault>(
      ask: (request: z.output<Schema>) => Promise<Result<Read, E>>,
      refused: (error: E) => Refused | undefined,
      said: SavedWords = SAVED_WORDS,
    ): Promise<boolean> => form.submit(ask, done(said), watched(refused)),
    /** Another act that changes what is saved. */
    replace: <E extends Fault>(
      ask: () => Promise<Result<Read, E>>,
      refused: (error: E) => Refused | undefined,
      said: SavedWords,
    ): Promise<boolean> => form.send(ask, done(said), watched(refused)),
  };
};
