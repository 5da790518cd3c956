import { type ComponentChildren, Fragment } from 'preact';
import { type FrameProps, ListFrame } from './ListFrame.tsx';
import styles from './list.module.css';
import { type RowsOptions, useRows } from './use-rows.ts';

type RowsProps<T> = RowsOptions<T> & {
  /** More items follow that have not been read. */
  readonly hasMore?: boolean;
  /** A class for the columns of each row. */
  readonly row?: string;
  readonly children: (item: T) => ComponentChildren;
};

const Gap = ({ height }: { height: number }) =>
  height > 0 ? <li class={styles.gap} aria-hidden="true" style={{ blockSize: `${height}px` }} /> : null;

/** Items below each other, each with its name, what is known about it, and its acts. */
export const Rows = <T,>({ hasMore = false, row = '', children, ...options }: RowsProps<T>) => {
  const { rows, below, measure, around } = useRows<T, HTMLUListElement>(options);
  return (
    <ul class={styles.rows} {...around}>
      {rows.map(({ item, id, index, gap }) => (
        <Fragment key={id}>
          <Gap height={gap} />
          <li
            class={`${styles.row} ${row}`}
            ref={measure}
            data-index={index}
            aria-setsize={hasMore ? -1 : options.items.length}
            aria-posinset={index + 1}
          >
            {children(item)}
          </li>
        </Fragment>
      ))}
      <Gap height={below} />
    </ul>
  );
};

/** What is open in a row, below its columns. */
export const RowDetails = ({ children }: { children: ComponentChildren }) => (
  <div class={styles.details}>{children}</div>
);

/** A list of rows that is read from the server. */
export const RowList = <T,>(props: FrameProps<T> & Omit<RowsProps<T>, 'items' | 'idOf' | 'hasMore'>) => (
  <ListFrame {...props}>
    {items => (
      <Rows
        items={items}
        idOf={props.list.idOf}
        hasMore={props.list.hasMore.value}
        row={props.row}
        open={props.open}
      >
        {props.children}
      </Rows>
    )}
  </ListFrame>
);
