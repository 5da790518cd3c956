import { signal } from '@preact/signals';
import type { DeadLetter, deadLetters, retryDeadLetter } from '../../../shared/diagnostics/contract.ts';
import type { Reply } from '../../http.ts';
import type { Trouble } from '../../ui/Trouble.tsx';
import { kindWords, words } from './words.ts';

/** What the list needs from outside itself. */
export type Ports = {
  readonly read: () => Promise<Reply<typeof deadLetters>>;
  readonly retry: (id: string) => Promise<Reply<typeof retryDeadLetter>>;
};

type Fault =
  | Extract<Reply<typeof deadLetters>, { ok: false }>['error']
  | Extract<Reply<typeof retryDeadLetter>, { ok: false }>['error'];

const troubleOf = (error: Fault): Trouble =>
  error.reason === 'server'
    ? { text: error.detail, requestId: error.requestId }
    : { text: error.reason === 'not_readable' ? words.notReadable : words.offline };

export type DeadLetters = ReturnType<typeof createDeadLetters>;

/** Work that was given up in this workspace. Rows stay on screen while they are read again. */
export const createDeadLetters = (ports: Ports) => {
  /** Undefined until they have been read. */
  const rows = signal<readonly DeadLetter[] | undefined>(undefined);
  const trouble = signal<Trouble | null>(null);
  const trying = signal<ReadonlySet<string>>(new Set());
  const note = signal('');

  const load = async () => {
    trouble.value = null;
    const reply = await ports.read();
    if (reply.ok) rows.value = reply.value.deadLetters;
    else trouble.value = troubleOf(reply.error);
  };

  return {
    rows,
    trouble,
    trying,
    note,
    load,
    retry: async (letter: DeadLetter) => {
      const isListed = rows.value?.some(({ id }) => id === letter.id);
      if (!isListed || trying.value.has(letter.id)) return;
      trying.value = new Set([...trying.value, letter.id]);
      trouble.value = null;
      const reply = await ports.retry(letter.id);
      trying.value = new Set([...trying.value].filter(id => id !== letter.id));
      if (!reply.ok) {
        trouble.value = troubleOf(reply.error);
        return;
      }
      note.value = words.sent(kindWords(letter));
      rows.value = rows.value?.filter(({ id }) => id !== letter.id);
    },
  };
};
