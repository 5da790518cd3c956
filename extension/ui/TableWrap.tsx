import type { ComponentChildren } from 'preact';

/** A table that may be wider than its place: it is scrolled, by keyboard too. */
export const TableWrap = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
  <section class="table-wrap" aria-label={label} tabIndex={0}>
    {children}
  </section>
);
