import { useEffect } from 'preact/hooks';
import { Loadable } from '../../ui/Loadable.tsx';
import { Many } from '../../ui/Many.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import { BuyCard, ImportCard } from './AddNumber.tsx';
import type { Numbers } from './model.ts';
import { NumberRow } from './NumberRow.tsx';
import { words } from './words.ts';

/** For owners and admins: the workspace's numbers and their settings, and ways to add more. */
export const NumbersPage = ({ list }: { list: Numbers }) => {
  useEffect(() => {
    void list.load();
    return () => list.edit(null);
  }, [list]);
  const numbers = list.numbers.value;
  return (
    <>
      <PageCard id="numbers-title" title={words.title} intro={words.intro}>
        <p class="fine" role="status">
          {list.note.value}
        </p>
        <Loadable
          value={numbers}
          trouble={list.troubleAt('load')}
          loading={words.loading}
          onAgain={list.load}
        >
          {all =>
            all.length === 0 ? (
              <p>{words.none}</p>
            ) : (
              <Many items={all} list="rows all">
                {number => <NumberRow key={number.id} list={list} number={number} />}
              </Many>
            )
          }
        </Loadable>
      </PageCard>
      {numbers && <ImportCard list={list} />}
      {numbers && <BuyCard list={list} />}
    </>
  );
};
