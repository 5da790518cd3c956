import { signal } from '@preact/signals';
import type { endOtherSessions, endSession, SignedIn, sessions } from '../../../shared/team/contract.ts';
import type { Reply } from '../../http.ts';
import { createAsking } from '../../ui/asking.ts';
import { words } from './words.ts';

export type Ports = {
  readonly read: () => Promise<Reply<typeof sessions>>;
  readonly end: (id: SignedIn['id']) => Promise<Reply<typeof endSession>>;
  readonly endOthers: () => Promise<Reply<typeof endOtherSessions>>;
};

type Answer = Reply<typeof sessions>;
export type Sessions = ReturnType<typeof createSessions>;

/** The signed-in person's sessions, and ending them. */
export const createSessions = (ports: Ports) => {
  /** Undefined until they have been read. */
  const all = signal<readonly SignedIn[] | undefined>(undefined);
  const asking = createAsking();
  const take = (reply: { sessions: readonly SignedIn[] }) => {
    all.value = reply.sessions;
  };
  const during = (ask: () => Promise<Answer>, said: string) =>
    asking.during(ask, reply => {
      take(reply);
      asking.note.value = said;
    });

  return {
    all,
    ...asking,
    load: () => asking.read(ports.read, take),
    end: ({ id, device }: SignedIn) => during(() => ports.end(id), words.endedOne(device)),
    endOthers: () => during(ports.endOthers, words.endedOthers),
  };
};
