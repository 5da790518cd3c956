import { computed, signal } from '@preact/signals';
import {
  type AiField,
  type AiSettings,
  type readAi,
  type removeAi,
  updateAi,
} from '../../../shared/ai/contract.ts';
import { aiRefusalWords } from '../../../shared/ai/words.ts';
import type { RequestOf } from '../../../shared/endpoint.ts';
import type { Reply } from '../../http.ts';
import { createAsking } from '../../ui/asking.ts';
import { words } from './words.ts';

export type Wires = {
  readonly read: () => Promise<Reply<typeof readAi>>;
  readonly save: (change: RequestOf<typeof updateAi>) => Promise<Reply<typeof updateAi>>;
  readonly remove: () => Promise<Reply<typeof removeAi>>;
};
export type AiModel = ReturnType<typeof createAi>;
type Typed = Readonly<Record<AiField, string>>;

const typedOf = (ai: AiSettings): Typed => ({
  endpoint: ai?.endpoint ?? '',
  model: ai?.model ?? '',
  apiKey: '',
});

/** The workspace's language model: read, changed, tried and saved as one. */
export const createAi = (wires: Wires) => {
  /** Undefined until it has been read; null where there is none. */
  const saved = signal<AiSettings | undefined>(undefined);
  const typed = signal<Typed>(typedOf(null));
  const wrong = signal<Readonly<Partial<Record<AiField, string>>>>({});
  const asking = createAsking();
  const isDirty = computed(
    () => JSON.stringify(typed.value) !== JSON.stringify(typedOf(saved.value ?? null)),
  );

  const take = (said: string) => (reply: { ai: AiSettings }) => {
    saved.value = reply.ai;
    typed.value = typedOf(reply.ai);
    wrong.value = {};
    asking.note.value = said;
  };

  return {
    saved,
    typed,
    wrong,
    isDirty,
    ...asking,
    load: () =>
      asking.read(wires.read, reply => {
        // What was typed while it was read stays.
        const kept = saved.value !== undefined && isDirty.value ? typed.value : undefined;
        take('')(reply);
        if (kept) typed.value = kept;
      }),
    set: (field: AiField, value: string) => {
      typed.value = { ...typed.value, [field]: value };
      wrong.value = { ...wrong.value, [field]: undefined };
      asking.note.value = '';
    },
    undo: () => {
      typed.value = typedOf(saved.value ?? null);
      wrong.value = {};
    },
    save: async () => {
      const { apiKey, ...rest } = typed.value;
      const parsed = updateAi.request.safeParse(apiKey === '' ? rest : { ...rest, apiKey });
      wrong.value = parsed.success
        ? {}
        : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]));
      if (!parsed.success) return;
      await asking.during(
        () => wires.save(parsed.data),
        take(words.saved),
        error => {
          if (error.reason !== 'not_accepted') return undefined;
          wrong.value = { [error.field]: aiRefusalWords(error) };
          return aiRefusalWords(error);
        },
      );
    },
    remove: () => asking.during(wires.remove, take(words.removed)),
  };
};
