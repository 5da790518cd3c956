import { defaultRangeExtractor, type Range, Virtualizer } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useCallback, useContext, useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import { LayoutContext } from './layout.ts';

/** Shorter lists are rendered whole, so that the browser's own search finds every row. */
const WHOLE = 100;
// Rows above and below the window are rendered too, so that scrolling shows no gap.
const OVERSCAN = 12;
const USUAL_HEIGHT = 60;

/** A row to render, below this many pixels of rows that are not rendered. */
export type VisibleRow = { readonly index: number; readonly gap: number };

type Visible = {
  readonly rows: readonly VisibleRow[];
  /** The height of the rows that are not rendered below the last one that is. */
  readonly below: number;
  /** Goes to each rendered row as its ref. */
  readonly measure: ((row: HTMLElement | null) => void) | undefined;
};

/**
 * Of a long list, the rows that can be seen, and those that stay wherever they are.
 * @param ids must be the same array as long as the list is the same.
 * @param staying indexes of rows that would lose something: the focus, typed text, a sound that plays.
 */
export const useVisibleRows = (
  ids: readonly string[],
  container: RefObject<HTMLElement | null>,
  staying: readonly number[],
): Visible => {
  const layout = useContext(LayoutContext);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const getItemKey = useCallback((index: number) => ids[index] ?? index, [ids]);
  const rangeExtractor = useCallback(
    (range: Range) => [...new Set([...defaultRangeExtractor(range), ...staying])].toSorted((a, b) => a - b),
    [staying.join()],
  );
  const options = {
    count: ids.length,
    enabled: ids.length > WHOLE,
    overscan: OVERSCAN,
    estimateSize: () => USUAL_HEIGHT,
    getItemKey,
    rangeExtractor,
    getScrollElement: () => container.current,
    observeElementRect: (_: unknown, report: (rect: { width: number; height: number }) => void) =>
      container.current
        ? layout.observe(container.current, ({ height }) => report({ width: 0, height }))
        : undefined,
    observeElementOffset: (_: unknown, report: (offset: number, isScrolling: boolean) => void) =>
      container.current ? layout.observe(container.current, ({ above }) => report(above, false)) : undefined,
    measureElement: layout.heightOf,
    // The browser itself keeps what is seen in place when the height of rows above it changes.
    scrollToFn: () => {},
    onChange: () => redraw(undefined),
  };
  const made = useRef<Virtualizer<HTMLElement, HTMLElement> | null>(null);
  made.current ??= new Virtualizer<HTMLElement, HTMLElement>(options);
  const virtualizer = made.current;
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());

  if (!options.enabled)
    return { rows: ids.map((_, index) => ({ index, gap: 0 })), below: 0, measure: undefined };
  let end = 0;
  const rows = virtualizer.getVirtualItems().map(item => {
    const gap = item.start - end;
    end = item.end;
    return { index: item.index, gap };
  });
  return { rows, below: virtualizer.getTotalSize() - end, measure: virtualizer.measureElement };
};
