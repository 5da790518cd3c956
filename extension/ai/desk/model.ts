import { computed, signal } from '@preact/signals';
import {
  type AiField,
  type AiSettings,
  type readAi,
  type removeAi,
  updateAi,
} from '../../../shared/ai/contract.ts';
import { aiChangedWords, aiRefusalWords } from '../../../shared/ai/words.ts';
import type { ReplyOf, RequestOf } from '../../../shared/endpoint.ts';
import { createFormModel, SAVED_WORDS } from '../../desk/form-model.ts';
import type { Reply } from '../../http.ts';
import { words } from './words.ts';

export type Ports = {
  readonly read: () => Promise<Reply<typeof readAi>>;
  readonly save: (change: RequestOf<typeof updateAi>) => Promise<Reply<typeof updateAi>>;
  readonly remove: (revision: string) => Promise<Reply<typeof removeAi>>;
};
export type AiModel = ReturnType<typeof createAi>;
type Typed = Readonly<Record<AiField, string>>;

const typedOf = (ai: AiSettings): Typed => ({
  endpoint: ai?.endpoint ?? '',
  model: ai?.model ?? '',
  apiKey: '',
});

/** The workspace's language model: its fields are read, changed, tried and saved together. */
export const createAi = (ports: Ports) => {
  const form = createFormModel({
    read: ports.read,
    valuesOf: ({ ai }: ReplyOf<typeof readAi>) => typedOf(ai),
  });
  const wrong = signal<Readonly<Partial<Record<AiField, string>>>>({});

  return {
    ...form,
    /** Undefined until the settings have been read; null when no model is set up. */
    saved: computed(() => form.server.value?.ai),
    typed: computed(() => form.shown.value ?? typedOf(null)),
    wrong,
    set: (field: AiField, value: string) => {
      form.change({ [field]: value });
      if (wrong.value[field]) wrong.value = { ...wrong.value, [field]: undefined };
    },
    undo: () => {
      wrong.value = {};
      return form.undo();
    },
    save: async () => {
      const { apiKey, ...rest } = form.shown.value ?? typedOf(null);
      const request = { ...rest, revision: form.server.value?.revision };
      const parsed = updateAi.request.safeParse(apiKey === '' ? request : { ...request, apiKey });
      wrong.value = parsed.success
        ? {}
        : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]));
      if (!parsed.success) return;
      await form.send(
        () => ports.save(parsed.data),
        error => {
          if (error.reason === 'changed_meanwhile') return aiChangedWords;
          if (error.reason !== 'not_accepted') return undefined;
          // A field that was corrected meanwhile no longer shows the value that was refused.
          if (form.isStillAsSent(error.field)) wrong.value = { [error.field]: aiRefusalWords(error) };
          return aiRefusalWords(error);
        },
        { ...SAVED_WORDS, all: words.saved },
      );
    },
    remove: () =>
      form.send(
        () => ports.remove(form.server.value?.revision ?? ''),
        error => (error.reason === 'changed_meanwhile' ? aiChangedWords : undefined),
        { all: words.removed, part: words.removed },
      ),
  };
};
