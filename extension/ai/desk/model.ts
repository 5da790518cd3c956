import {
  type AiField,
  type AiSettings,
  type readAi,
  type removeAi,
  updateAi,
} from '../../../shared/ai/contract.ts';
import { aiChangedWords, aiRefusalWords } from '../../../shared/ai/words.ts';
import type { ReplyOf, RequestOf } from '../../../shared/endpoint.ts';
import type { Reply } from '../../http.ts';
import { createSavedForm } from '../../ui/form/saved-form.ts';
import { SAVED_WORDS } from '../../ui/form/words.ts';
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
  const form = createSavedForm({
    read: ports.read,
    valuesOf: ({ ai }: ReplyOf<typeof readAi>) => typedOf(ai),
    request: updateAi.request,
    requestOf: ({ apiKey, ...rest }, _, { revision }) => ({ revision, ...rest, apiKey: apiKey || undefined }),
  });
  return {
    ...form,
    save: () =>
      form.save(
        ports.save,
        error => {
          if (error.reason === 'changed_meanwhile') return { text: aiChangedWords };
          return error.reason === 'not_accepted'
            ? { fields: { [error.field]: aiRefusalWords(error) } }
            : undefined;
        },
        { ...SAVED_WORDS, all: words.saved },
      ),
    remove: () =>
      form.replace(
        () => ports.remove(form.server.value?.revision ?? ''),
        error => (error.reason === 'changed_meanwhile' ? { text: aiChangedWords } : undefined),
        { all: words.removed, part: words.removed },
      ),
  };
};
