import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Where a key leads from row `at`, and in which direction it goes on past rows without a control. */
const STEPS: Readonly<Record<string, (at: number, last: number) => readonly [index: number, by: 1 | -1]>> = {
  ArrowDown: at => [at + 1, 1],
  ArrowUp: at => [at - 1, -1],
  Home: () => [0, 1],
  End: (_, last) => [last, -1],
};
const CONTROLS = 'button, summary, a[href]';

/** The controls of a row that arrow keys lead to: those of an open form have keys of their own. */
const controlsIn = (row: Element): HTMLElement[] =>
  [...row.querySelectorAll<HTMLElement>(CONTROLS)].filter(each => !each.closest('form, dialog'));

const rowOf = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest('[data-index]') : null;
const indexOf = (row: Element): number => Number(row.getAttribute('data-index'));

type Wanted = { readonly index: number; readonly by: 1 | -1; readonly nth: number };

/**
 * Arrow keys, Home and End lead from a row's button to the same button of another row. The row that has the focus,
 * or is about to get it, is `focused`: it has to be rendered.
 */
export const useRowKeys = (count: number, container: RefObject<HTMLElement | null>) => {
  const [focused, setFocused] = useState<number | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const focusedNow = (target: EventTarget | null): void => {
    const row = rowOf(target);
    setFocused(row && indexOf(row));
  };
  const go = (to: Wanted): void => {
    const isRow = to.index >= 0 && to.index < count;
    setWanted(isRow ? to : null);
    if (isRow) setFocused(to.index);
    else focusedNow(document.activeElement);
  };
  // Runs once the wanted row is rendered.
  useLayoutEffect(() => {
    if (!wanted) return;
    const row = container.current?.querySelector(`[data-index="${wanted.index}"]`);
    const controls = row ? controlsIn(row) : [];
    if (controls.length === 0) return go({ ...wanted, index: wanted.index + wanted.by });
    setWanted(null);
    controls[Math.min(wanted.nth, controls.length - 1)]?.focus();
  }, [wanted]);

  return {
    focused,
    onFocusIn: ({ target }: FocusEvent) => focusedNow(target),
    onFocusOut: () => setFocused(null),
    onKeyDown: (event: KeyboardEvent) => {
      const row = rowOf(event.target);
      const step = STEPS[event.key];
      if (!row || !step) return;
      const nth = controlsIn(row).indexOf(event.target as HTMLElement);
      if (nth < 0) return;
      event.preventDefault();
      const [index, by] = step(indexOf(row), count - 1);
      go({ index, by, nth });
    },
  };
};
