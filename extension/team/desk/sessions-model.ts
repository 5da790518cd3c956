import { signal } from '@preact/signals';
import { ok } from '../../../shared/result.ts';
import type { endOtherSessions, endSession, SignedIn, sessions } from '../../../shared/team/contract.ts';
import type { Reply } from '../../http.ts';
import { createAsking } from '../../ui/asking.ts';
import { byId, createList } from '../../ui/list/list-model.ts';
import { toasts } from '../../ui/toasts/toasts.ts';
import { words } from './words.ts';

export type Ports = {
  readonly read: () => Promise<Reply<typeof sessions>>;
  readonly end: (id: SignedIn['id']) => Promise<Reply<typeof endSession>>;
  readonly endOthers: () => Promise<Reply<typeof endOtherSessions>>;
};

export type Sessions = ReturnType<typeof createSessions>;

/** The signed-in person's sessions, and ending them. */
export const createSessions = (ports: Ports) => {
  const asking = createAsking();
  const list = createList<SignedIn>({
    idOf: byId,
    read: async () => {
      const reply = await ports.read();
      return reply.ok ? ok({ items: reply.value.sessions, hasMore: false }) : reply;
    },
  });
  /** Every other session is about to be ended, once that is confirmed. */
  const isAsked = signal(false);
  const during = (ask: () => Promise<Reply<typeof sessions>>, said: string) =>
    asking.during(ask, reply => {
      list.replace(reply.sessions);
      isAsked.value = false;
      toasts.say(said);
    });

  return {
    list,
    ...asking,
    isAsked,
    end: ({ id, device }: SignedIn) => during(() => ports.end(id), words.endedOne(device)),
    endOthers: () => during(ports.endOthers, words.endedOthers),
  };
};
