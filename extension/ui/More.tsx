import { useEffect, useRef } from 'preact/hooks';

// The next page is fetched before the end of the list is reached.
const AHEAD = '600px';

type Props = {
  readonly label: string;
  readonly isBusy?: boolean;
  /** The number of rows so far: the position is checked again whenever it changes. */
  readonly count: number;
  readonly onMore: () => void;
};

/** Loads the next page automatically when it is scrolled to; the button is for keyboard users. */
export const More = ({ label, isBusy = false, count, onMore }: Props) => {
  const button = useRef<HTMLButtonElement>(null);
  const act = useRef(onMore);
  act.current = onMore;
  useEffect(() => {
    if (!button.current || !('IntersectionObserver' in globalThis)) return;
    const watcher = new IntersectionObserver(
      entries => {
        if (entries.some(each => each.isIntersecting)) act.current();
      },
      { rootMargin: AHEAD },
    );
    watcher.observe(button.current);
    return () => watcher.disconnect();
  }, [count]);
  return (
    <button
      type="button"
      class="button"
      ref={button}
      aria-disabled={isBusy}
      onClick={() => !isBusy && onMore()}
    >
      {label}
    </button>
  );
};
