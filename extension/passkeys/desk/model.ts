import type { RefusalOf } from '../../../shared/endpoint.ts';
import type { addPasskey, Passkey, passkeys, removePasskey } from '../../../shared/passkeys/contract.ts';
import { addRefusalWords } from '../../../shared/passkeys/words.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Reply } from '../../http.ts';
import type { Obstacle } from '../../messages.ts';
import { createAsking } from '../../ui/asking.ts';
import { byId, createList } from '../../ui/list/list-model.ts';
import { toasts } from '../../ui/toasts/toasts.ts';
import type { PasskeyObstacle } from '../browser.ts';
import { words } from './words.ts';

type List = { readonly passkeys: readonly Passkey[] };
export type Ports = {
  readonly read: () => Promise<Reply<typeof passkeys>>;
  readonly add: () => Promise<Result<List, RefusalOf<typeof addPasskey> | Obstacle | PasskeyObstacle>>;
  readonly remove: (id: string) => Promise<Reply<typeof removePasskey>>;
};
export type Passkeys = ReturnType<typeof createPasskeys>;

/** The signed-in person's passkeys. */
export const createPasskeys = (ports: Ports) => {
  const asking = createAsking();
  const list = createList<Passkey>({
    idOf: byId,
    read: async () => {
      const reply = await ports.read();
      return reply.ok ? ok({ items: reply.value.passkeys, hasMore: false }) : reply;
    },
  });
  const take =
    (said: string) =>
    ({ passkeys: now }: List) => {
      list.replace(now);
      toasts.say(said);
    };
  return {
    list,
    ...asking,
    add: () =>
      asking.during(ports.add, take(words.added), error => {
        const { reason } = error;
        if (reason === 'gave_up') return words.gaveUp;
        return reason === 'known_already' || reason === 'not_verified'
          ? addRefusalWords({ reason })
          : undefined;
      }),
    remove: ({ id, name }: Passkey) => asking.during(() => ports.remove(id), take(words.removed(name))),
  };
};
