import { useMemo, useRef } from 'preact/hooks';
import { useRowKeys } from './use-row-keys.ts';
import { useVisibleRows } from './use-visible-rows.ts';

export type RowsOptions<T> = {
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  /** The id of the item in which something is open, which would be lost if its row were not rendered. */
  readonly open?: string | null;
};

/** The rows of a list to render, and what the element around them needs. */
export const useRows = <T, E extends HTMLElement>({ items, idOf, open = null }: RowsOptions<T>) => {
  const container = useRef<E>(null);
  const ids = useMemo(() => items.map(idOf), [items, idOf]);
  const { focused, ...keys } = useRowKeys(ids.length, container);
  const openAt = open === null ? -1 : ids.indexOf(open);
  const staying = [openAt, focused ?? -1].filter(index => index >= 0 && index < ids.length);
  const { rows, below, measure } = useVisibleRows(ids, container, staying);
  return {
    rows: rows.flatMap(({ index, gap }) => {
      const [item, id] = [items[index], ids[index]];
      return item === undefined || id === undefined ? [] : [{ item, id, index, gap }];
    }),
    below,
    /** The ref of each row. */
    measure,
    /** The attributes of the element around the rows. */
    around: { ref: container, ...keys },
  };
};
