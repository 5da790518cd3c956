import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

const AT_ONCE = 100;
const format = new Intl.NumberFormat();
const words = {
  more: (count: number) => `Show ${format.format(count)} more`,
  shown: (shown: number, all: number) => `${format.format(shown)} of ${format.format(all)} shown.`,
} as const;

type Props<T> = {
  readonly items: readonly T[];
  /** The list's CSS class. */
  readonly list: string;
  readonly children: (item: T) => ComponentChildren;
};

/** A list that may have thousands of rows: shows the first hundred, then more on request. */
export const Many = <T,>({ items, list, children }: Props<T>) => {
  const [limit, setLimit] = useState(AT_ONCE);
  const left = items.length - limit;
  return (
    <>
      <ul class={list}>{items.slice(0, limit).map(children)}</ul>
      {left > 0 && (
        <div class="acts">
          <button type="button" class="button" onClick={() => setLimit(limit + AT_ONCE)}>
            {words.more(Math.min(left, AT_ONCE))}
          </button>
          <p class="fine">{words.shown(limit, items.length)}</p>
        </div>
      )}
    </>
  );
};
