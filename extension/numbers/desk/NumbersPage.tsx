import { useEffect } from 'preact/hooks';
import { TroubleNote } from '../../ui/Trouble.tsx';
import { BuyCard, ImportCard } from './AddNumber.tsx';
import type { Numbers } from './model.ts';
import { NumberRow } from './NumberRow.tsx';
import { words } from './words.ts';

/** For owners and admins: the workspace's numbers, what is set about each, and ways to more. */
export const NumbersPage = ({ list }: { list: Numbers }) => {
  useEffect(() => {
    void list.load();
    return () => list.edit(null);
  }, [list]);
  const numbers = list.numbers.value;
  const trouble = list.trouble.value;
  return (
    <>
      <section class="card wide" aria-labelledby="numbers-title">
        <div>
          <h1 id="numbers-title">{words.title}</h1>
          <p class="fine">{words.intro}</p>
        </div>
        <p class="fine" role="status">
          {list.note.value}
        </p>
        <TroubleNote trouble={trouble}>
          {!numbers && (
            <div class="acts">
              <button type="button" class="button" onClick={() => void list.load()}>
                {words.readAgain}
              </button>
            </div>
          )}
        </TroubleNote>
        {numbers?.length === 0 && <p>{words.none}</p>}
        {numbers ? (
          <ul class="rows all">
            {numbers.map(number => (
              <NumberRow key={number.id} list={list} number={number} />
            ))}
          </ul>
        ) : (
          !trouble && (
            <p class="fine" aria-busy="true">
              {words.loading}…
            </p>
          )
        )}
      </section>
      {numbers && <ImportCard list={list} />}
      {numbers && <BuyCard list={list} />}
    </>
  );
};
