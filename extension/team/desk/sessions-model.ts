import { signal } from '@preact/signals';
import type { endOtherSessions, endSession, SignedIn, sessions } from '../../../shared/team/contract.ts';
import type { Reply } from '../../http.ts';
import type { Trouble } from '../../ui/Trouble.tsx';
import { words } from './words.ts';

export type Wires = {
  readonly read: () => Promise<Reply<typeof sessions>>;
  readonly end: (id: SignedIn['id']) => Promise<Reply<typeof endSession>>;
  readonly endOthers: () => Promise<Reply<typeof endOtherSessions>>;
};

type Answer = Reply<typeof sessions>;
export type Sessions = ReturnType<typeof createSessions>;

/** Where somebody is signed in, and ending that. */
export const createSessions = (wires: Wires) => {
  /** Undefined until they have been read. */
  const all = signal<readonly SignedIn[] | undefined>(undefined);
  const trouble = signal<Trouble | null>(null);
  const note = signal('');
  const busy = signal(false);

  const take = (reply: Answer, said: string) => {
    if (reply.ok) {
      all.value = reply.value.sessions;
      note.value = said;
      return;
    }
    const { error } = reply;
    trouble.value =
      error.reason === 'server' ? { text: error.detail, requestId: error.requestId } : { text: words.away };
  };
  const during = async (ask: () => Promise<Answer>, said: string): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    trouble.value = null;
    note.value = '';
    take(await ask(), said);
    busy.value = false;
  };

  return {
    all,
    trouble,
    note,
    busy,
    load: () => during(wires.read, ''),
    end: ({ id, device }: SignedIn) => during(() => wires.end(id), words.endedOne(device)),
    endOthers: () => during(wires.endOthers, words.endedOthers),
  };
};
