import type { ComponentChildren } from 'preact';
import { type Trouble, TroubleNote } from './Trouble.tsx';

const words = { again: 'Load again' } as const;

type Props<T> = {
  /** Undefined until it has been read. */
  readonly value: T | undefined;
  readonly trouble: Trouble | null;
  /** What is being read, without dots. */
  readonly loading: string;
  readonly onAgain: () => unknown;
  readonly children: (value: T) => ComponentChildren;
};

/** Content that is loaded first: shows that it is loading, or what went wrong, with a button to try again. */
export const Loadable = <T,>({ value, trouble, loading, onAgain, children }: Props<T>) => (
  <>
    <TroubleNote trouble={trouble}>
      {value === undefined && (
        <div class="acts">
          <button type="button" class="button" onClick={() => void onAgain()}>
            {words.again}
          </button>
        </div>
      )}
    </TroubleNote>
    {value === undefined
      ? !trouble && (
          <p class="fine" aria-busy="true">
            {loading}…
          </p>
        )
      : children(value)}
  </>
);
