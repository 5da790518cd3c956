import { useEffect } from 'preact/hooks';
import { Empty } from '../../ui/list/Empty.tsx';
import { RowList } from '../../ui/list/Rows.tsx';
import { PageCard } from '../../ui/PageCard.tsx';
import { BuyCard, ImportCard } from './AddNumber.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import type { Numbers } from './model.ts';
import { NumberRow } from './NumberRow.tsx';
import styles from './numbers.module.css';
import { words } from './words.ts';

/** For owners and admins: the workspace's numbers and their settings, and ways to add more. */
export const NumbersPage = ({ list }: { list: Numbers }) => {
  useEffect(() => {
    void list.list.load();
    return () => list.edit(null);
  }, [list]);
  const isRead = list.list.items.value !== undefined;
  return (
    <>
      <PageCard id="numbers-title" title={words.title} intro={words.intro}>
        <RowList
          list={list.list}
          row={styles.owned}
          open={list.open.value?.id}
          loading={words.loading}
          empty={
            <Empty title={words.none}>
              <p class="fine">{words.noneNext}</p>
            </Empty>
          }
        >
          {number => <NumberRow list={list} number={number} />}
        </RowList>
        <LeaveDialog list={list} />
      </PageCard>
      {isRead && <ImportCard list={list} />}
      {isRead && <BuyCard list={list} />}
    </>
  );
};
