import { useEffect } from 'preact/hooks';
import type { Passkey } from '../../../shared/passkeys/contract.ts';
import { repDates } from '../../ui/format/dates.ts';
import { Empty } from '../../ui/list/Empty.tsx';
import { RowList } from '../../ui/list/Rows.tsx';
import { TroubleNote } from '../../ui/Trouble.tsx';
import type { Passkeys } from './model.ts';
import { words } from './words.ts';

const Row = ({ list, passkey }: { list: Passkeys; passkey: Passkey }) => (
  <>
    <div>
      <p class="row-name">
        <bdi>{passkey.name}</bdi>
      </p>
      <p class="fine">
        {words.madeOn(repDates().dayAndTime(passkey.createdAt))}
        {passkey.lastUsedAt === null ? words.unused : words.used(repDates().dayAndTime(passkey.lastUsedAt))}.
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
  </>
);

/** For everybody: their own passkeys. */
export const PasskeysCard = ({ list }: { list: Passkeys }) => {
  useEffect(() => void list.list.load(), [list]);
  const count = list.list.items.value?.length;
  return (
    <section class="card wide" aria-labelledby="passkeys-title">
      <div>
        <h2 id="passkeys-title">{words.title}</h2>
        <p class="fine">{words.intro}</p>
      </div>
      <TroubleNote trouble={list.trouble.value} />
      <RowList
        list={list.list}
        loading={words.loading}
        empty={
          <Empty title={words.none}>
            <p class="fine">{words.noneNext}</p>
          </Empty>
        }
      >
        {passkey => <Row list={list} passkey={passkey} />}
      </RowList>
      {count === 1 && <p class="fine">{words.one}</p>}
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
