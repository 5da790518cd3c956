import type { ComponentChildren } from 'preact';
import { Rows } from '../list/Rows.tsx';
import { words } from './words.ts';

type Chosen = {
  readonly key: string;
  readonly name: string;
  /** What the list shows instead of the plain name. */
  readonly shown?: ComponentChildren;
  /** A remark about the item. */
  readonly about?: ComponentChildren;
};

type Props = {
  readonly items: readonly Chosen[];
  readonly onRemove: (key: string) => void;
};

const keyOf = ({ key }: Chosen): string => key;

/** The chosen items, each with a button that removes it. */
export const ChosenList = ({ items, onRemove }: Props) => (
  <Rows items={items} idOf={keyOf}>
    {({ key, name, shown, about }) => (
      <>
        <div>
          <p class="row-name">{shown ?? <bdi>{name}</bdi>}</p>
          {about}
        </div>
        <button type="button" class="button" aria-label={words.removeOne(name)} onClick={() => onRemove(key)}>
          {words.remove}
        </button>
      </>
    )}
  </Rows>
);
