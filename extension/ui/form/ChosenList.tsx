import type { ComponentChildren } from 'preact';
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

/** The chosen items, each with a button that removes it. */
export const ChosenList = ({ items, onRemove }: Props) => (
  <ul class="rows all">
    {items.map(({ key, name, shown, about }) => (
      <li class="row" key={key}>
        <div>
          <p class="row-name">{shown ?? <bdi>{name}</bdi>}</p>
          {about}
        </div>
        <button type="button" class="button" aria-label={words.removeOne(name)} onClick={() => onRemove(key)}>
          {words.remove}
        </button>
      </li>
    ))}
  </ul>
);
