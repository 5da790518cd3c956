import { useEffect } from 'preact/hooks';
import type { Passkey } from '../../../shared/passkeys/contract.ts';
import { Loadable } from '../../ui/Loadable.tsx';
import type { Passkeys } from './model.ts';
import { words } from './words.ts';

const when = (at: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at);

const Row = ({ list, passkey }: { list: Passkeys; passkey: Passkey }) => (
  <li class="row">
    <div>
      <p class="row-name">
        <bdi>{passkey.name}</bdi>
      </p>
      <p class="fine">
        {words.madeOn(when(passkey.createdAt))}
        {passkey.lastUsedAt === null ? words.unused : words.used(when(passkey.lastUsedAt))}.
        {passkey.isBackedUp && words.synced}
      </p>
    </div>
    <button
      type="button"
      class="button"
      aria-label={words.removeOne(passkey.name)}
      aria-disabled={list.busy.value}
      onClick={() => void list.remove(passkey)}
    >
      {words.remove}
    </button>
  </li>
);

/** For everybody: their own passkeys. */
export const PasskeysCard = ({ list }: { list: Passkeys }) => {
  useEffect(() => void list.load(), [list]);
  const count = list.all.value?.length;
  return (
    <section class="card wide" aria-labelledby="passkeys-title">
      <div>
        <h2 id="passkeys-title">{words.title}</h2>
        <p class="fine">{words.intro}</p>
      </div>
      <p class="fine" role="status">
        {list.note.value}
      </p>
      <Loadable
        value={list.all.value}
        trouble={list.trouble.value}
        loading={words.loading}
        onAgain={list.load}
      >
        {all => (
          <>
            {all.length === 0 && <p>{words.none}</p>}
            {all.length > 0 && (
              <ul class="rows all">
                {all.map(passkey => (
                  <Row key={passkey.id} list={list} passkey={passkey} />
                ))}
              </ul>
            )}
            {all.length === 1 && <p class="fine">{words.one}</p>}
          </>
        )}
      </Loadable>
      {count !== undefined && (
        <div class="acts">
          <button
            type="button"
            class={count === 0 ? 'button main' : 'button'}
            aria-disabled={list.busy.value}
            onClick={() => void list.add()}
          >
            {list.busy.value ? words.adding : words.add}
          </button>
        </div>
      )}
    </section>
  );
};
