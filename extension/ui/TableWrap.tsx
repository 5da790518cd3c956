import type { ComponentChildren } from 'preact';

/** A table that may be wider than its container: it can be scrolled, also by keyboard. */
export const TableWrap = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard.
  <section class="table-wrap" aria-label={label} tabIndex={0}>
    {children}
  </section>
);
