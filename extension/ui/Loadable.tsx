import type { ComponentChildren } from 'preact';
import { type Trouble, TroubleNote } from './Trouble.tsx';

const words = { again: 'Load again' } as const;

type AgainProps = { readonly trouble: Trouble | null; readonly onAgain: () => unknown };

/** Says what could not be read, with a button that tries again. */
export const LoadAgain = ({ trouble, onAgain }: AgainProps) => (
  <TroubleNote trouble={trouble}>
    <div class="acts">
      <button type="button" class="button" onClick={() => void onAgain()}>
        {words.again}
      </button>
    </div>
  </TroubleNote>
);

export const Loading = ({ what }: { what: string }) => (
  <p class="fine" aria-busy="true">
    {what}…
  </p>
);

type Props<T> = AgainProps & {
  /** Undefined until it has been read. */
  readonly value: T | undefined;
  /** What is being read, without dots. */
  readonly loading: string;
  readonly children: (value: T) => ComponentChildren;
};

/** Content that is loaded first: shows that it is loading, or what went wrong, with a button to try again. */
export const Loadable = <T,>({ value, trouble, loading, onAgain, children }: Props<T>) => {
  if (value === undefined)
    return trouble ? <LoadAgain trouble={trouble} onAgain={onAgain} /> : <Loading what={loading} />;
  return (
    <>
      <TroubleNote trouble={trouble} />
      {children(value)}
    </>
  );
};
