import type { ComponentChildren } from 'preact';
import { words } from './words.ts';

export type Chosen = {
  readonly key: string;
  readonly name: string;
  /** As it stands in the list, where that is more than its name. */
  readonly shown?: ComponentChildren;
  /** What there is to know about it. */
  readonly about?: ComponentChildren;
};

type Props = {
  readonly items: readonly Chosen[];
  readonly onRemove: (key: string) => void;
};

/** What was chosen, each with a button that takes it out again. */
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
