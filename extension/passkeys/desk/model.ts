import { signal } from '@preact/signals';
import type { RefusalOf } from '../../../shared/endpoint.ts';
import type { addPasskey, Passkey, passkeys, removePasskey } from '../../../shared/passkeys/contract.ts';
import { addRefusalWords } from '../../../shared/passkeys/words.ts';
import type { Result } from '../../../shared/result.ts';
import type { Reply } from '../../http.ts';
import type { Obstacle } from '../../messages.ts';
import { createAsking } from '../../ui/asking.ts';
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
  const all = signal<readonly Passkey[] | undefined>(undefined);
  const asking = createAsking();
  const take =
    (said: string) =>
    ({ passkeys: now }: List) => {
      all.value = now;
      asking.note.value = said;
    };
  return {
    all,
    ...asking,
    load: () => asking.read(ports.read, take(asking.note.value)),
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
