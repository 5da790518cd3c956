import { useEffect, useRef } from 'preact/hooks';

// Fetched while there is still something left to scroll to.
const AHEAD = '600px';

type Props = {
  readonly label: string;
  readonly isBusy?: boolean;
  /** How many there are so far: looked at again whenever that changes. */
  readonly count: number;
  readonly onMore: () => void;
};

/** What comes next comes by itself as somebody scrolls to it; the button is for who goes by keyboard. */
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
