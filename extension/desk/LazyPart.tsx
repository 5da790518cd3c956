import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Loadable } from '../ui/Loadable.tsx';
import type { Lazy } from './lazy.ts';
import { words } from './words.ts';

type Props<T> = { readonly of: Lazy<T>; readonly children: (part: T) => ComponentChildren };

/** Loads a part of the desk and shows it; if it could not be loaded, a button loads it again. */
export const LazyPart = <T,>({ of, children }: Props<T>) => {
  useEffect(() => void of.load(), [of]);
  return (
    <Loadable value={of.part.value} trouble={of.trouble.value} loading={words.loading} onAgain={of.load}>
      {children}
    </Loadable>
  );
};
