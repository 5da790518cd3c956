import { computed, signal } from '@preact/signals';
import type { Result } from '../../shared/result.ts';
import { createAsking, type Fault } from '../ui/asking.ts';

/** Shown after saving: everything was saved, or everything except what was changed meanwhile. */
export const SAVED_WORDS = {
  all: 'Saved.',
  part: 'Saved, without what you changed meanwhile. Save again to include it.',
} as const;
type SavedWords = Readonly<Record<keyof typeof SAVED_WORDS, string>>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

type Ports<Read, Values> = {
  readonly read: () => Promise<Result<Read, Fault>>;
  /** What each field shows until somebody changes it. */
  readonly valuesOf: (read: Read) => Values;
};

/**
 * A form whose fields are saved together. Each reply of the server is applied field by field: a field that was
 * changed since the request was sent keeps its value, unsaved.
 */
export const createFormModel = <Read, Values extends object>({ read, valuesOf }: Ports<Read, Values>) => {
  const asking = createAsking();
  /** What the server last replied; undefined until it has been read. */
  const server = signal<Read | undefined>(undefined);
  const shown = signal<Values | undefined>(undefined);
  /** The values on screen when the request was sent. Fields that still show them take the value of the reply. */
  let asked: Values | undefined;
  /** The server's values have changed meanwhile. */
  let isStale = false;
  let answers = 0;

  const saved = computed(() => server.value && valuesOf(server.value));
  const differing = (from: Values | undefined): (keyof Values)[] => {
    const { value: now } = shown;
    if (!now || !from) return [];
    return (Object.keys(now) as (keyof Values)[]).filter(field => !same(now[field], from[field]));
  };
  const pick = (fields: readonly (keyof Values)[]): Partial<Values> => {
    const picked: Partial<Values> = {};
    for (const field of fields) if (shown.value) picked[field] = shown.value[field];
    return picked;
  };
  const take = (answer: Read) => {
    const meanwhile = pick(differing(asked));
    answers += 1;
    isStale = false;
    server.value = answer;
    asked = valuesOf(answer);
    shown.value = { ...asked, ...meanwhile };
  };
  const clear = () => {
    asking.trouble.value = null;
    asking.note.value = '';
  };
  const load = () => {
    const before = answers;
    return asking.read(read, answer => {
      // A reply that a newer one has overtaken, or will overtake, is outdated.
      if (before === answers && !asking.busy.value) take(answer);
    });
  };

  return {
    ...asking,
    server,
    shown,
    isRead: computed(() => shown.value !== undefined),
    isDirty: computed(() => differing(saved.value).length > 0),
    load,
    take,
    change: (part: Partial<Values>) => {
      if (!shown.value) return;
      shown.value = { ...shown.value, ...part };
      clear();
    },
    /** The fields that differ from the server's values. */
    changes: (): Partial<Values> => pick(differing(saved.value)),
    /** Whether a field still shows what the server was asked to save. */
    isStillAsSent: (field: keyof Values): boolean => !differing(asked).includes(field),
    /** Back to the saved values, including those that somebody else saved meanwhile. */
    undo: async (): Promise<void> => {
      asked = saved.value;
      shown.value = saved.value;
      clear();
      if (isStale) await load();
    },
    /** `words` gives the message for an expected refusal; undefined for any other. */
    send: async <E extends Fault>(
      ask: () => Promise<Result<Read, E>>,
      words: (error: E) => string | undefined,
      savedWords: SavedWords = SAVED_WORDS,
    ): Promise<boolean> => {
      if (asking.busy.value) return false;
      asked = shown.value;
      return asking.during(
        ask,
        answer => {
          take(answer);
          asking.note.value = savedWords[differing(saved.value).length > 0 ? 'part' : 'all'];
        },
        error => {
          isStale ||= error.reason === 'changed_meanwhile';
          const text = words(error);
          asked = saved.value;
          return text;
        },
      );
    },
  };
};
