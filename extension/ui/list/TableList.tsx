import { type ComponentChildren, Fragment } from 'preact';
import { ScrollBox } from '../ScrollBox.tsx';
import { type FrameProps, ListFrame } from './ListFrame.tsx';
import styles from './list.module.css';
import { useRows } from './use-rows.ts';

export type Column<T> = {
  readonly title: string;
  /** A CSS length; the columns without one share what is left. */
  readonly width?: string;
  readonly isNumber?: boolean;
  readonly cell: (item: T) => ComponentChildren;
};

// A table with more columns scrolls sideways on a narrow screen.
const MOST_NARROW = 3;

type Props<T> = FrameProps<T> & {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  /** The id of the item that is open. */
  readonly open?: string | null;
  /** What is shown below an open row. */
  readonly below?: (item: T) => ComponentChildren;
};

const Gap = ({ height }: { height: number }) =>
  height > 0 ? (
    <tbody class={styles.gap} aria-hidden="true">
      <tr style={{ blockSize: `${height}px` }} />
    </tbody>
  ) : null;

const numberClass = ({ isNumber }: { readonly isNumber?: boolean }) => (isNumber ? 'number' : undefined);

type RowProps<T> = Pick<Props<T>, 'columns'> & {
  readonly item: T;
  readonly index: number;
  readonly open: ComponentChildren;
};

const Row = <T,>({ columns, item, index, open }: RowProps<T>) => (
  <>
    <tr aria-rowindex={index + 2}>
      {columns.map(column => (
        <td key={column.title} class={numberClass(column)}>
          {column.cell(item)}
        </td>
      ))}
    </tr>
    {open && (
      <tr>
        <td colSpan={columns.length}>
          <div class={styles.opened}>{open}</div>
        </td>
      </tr>
    )}
  </>
);

const Table = <T,>({ list, items, label, columns, open, below }: Props<T> & { items: readonly T[] }) => {
  const {
    rows,
    below: rest,
    measure,
    around,
  } = useRows<T, HTMLTableElement>({
    items,
    idOf: list.idOf,
    open,
  });
  return (
    <div class={styles.frame}>
      <ScrollBox label={label}>
        <table
          class={columns.length > MOST_NARROW ? `${styles.table} ${styles.wide}` : styles.table}
          aria-busy={list.isBusy.value}
          aria-rowcount={list.hasMore.value ? -1 : items.length + 1}
          {...around}
        >
          <colgroup>
            {columns.map(({ title, width }) => (
              <col key={title} style={width ? { inlineSize: width } : undefined} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map(column => (
                <th key={column.title} scope="col" class={numberClass(column)}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          {rows.map(({ item, id, index, gap }) => (
            <Fragment key={id}>
              <Gap height={gap} />
              <tbody ref={measure} data-index={index}>
                <Row columns={columns} item={item} index={index} open={open === id && below?.(item)} />
              </tbody>
            </Fragment>
          ))}
          <Gap height={rest} />
        </table>
      </ScrollBox>
    </div>
  );
};

/** A table that is read from the server, one item in each row. */
export const TableList = <T,>(props: Props<T>) => (
  <ListFrame {...props}>{items => <Table {...props} items={items} />}</ListFrame>
);
