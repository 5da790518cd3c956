import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { LoadAgain, Loading } from '../Loadable.tsx';
import type { ListState } from './list-model.ts';

// The next page is fetched before the end of the list is reached.
const AHEAD = '600px';
const words = { more: 'Show more' } as const;

export type FrameProps<T> = {
  readonly list: ListState<T>;
  /** What is being read, without dots. */
  readonly loading: string;
  /** Shown instead of no rows: why there are none, and what to do next. */
  readonly empty: ComponentChildren;
  /** The button that shows the next page. */
  readonly more?: string;
  /** Buttons next to it. */
  readonly acts?: ComponentChildren;
};

/** Reads the next page when the end of the list is about to be seen; the button is for keyboard users. */
const More = <T,>({ list, label }: { list: ListState<T>; label: string }) => {
  const button = useRef<HTMLButtonElement>(null);
  const isBusy = list.isBusy.value;
  // The position is looked at again after each page.
  useEffect(() => {
    if (isBusy || !button.current || !('IntersectionObserver' in globalThis)) return;
    const watcher = new IntersectionObserver(
      entries => {
        if (entries.some(each => each.isIntersecting)) void list.more();
      },
      { rootMargin: AHEAD },
    );
    watcher.observe(button.current);
    return () => watcher.disconnect();
  }, [list, isBusy]);
  return (
    <button type="button" class="button" ref={button} aria-disabled={isBusy} onClick={() => void list.more()}>
      {label}
    </button>
  );
};

/** What every list has around its rows: loading, what went wrong, no rows, and the next page. */
export const ListFrame = <T,>({
  list,
  loading,
  empty,
  more = words.more,
  acts,
  children,
}: FrameProps<T> & { readonly children: (items: readonly T[]) => ComponentChildren }) => {
  const items = list.items.value;
  const again = <LoadAgain trouble={list.trouble.value} onAgain={list.retry} />;
  const isBelow = list.failed.value === 'next';
  const hasMore = list.hasMore.value && !isBelow;
  return (
    <>
      {!isBelow && again}
      {items === undefined && !list.trouble.value && <Loading what={loading} />}
      {items && (items.length === 0 ? empty : children(items))}
      {isBelow && again}
      {(hasMore || acts) && (
        <div class="acts">
          {hasMore && <More list={list} label={more} />}
          {acts}
        </div>
      )}
    </>
  );
};
