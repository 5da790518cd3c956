import type { ComponentChildren } from 'preact';
import styles from './scroll-box.module.css';

type Props = {
  readonly label: string;
  /** Scrolls up and down too, once its content is long. */
  readonly isLow?: boolean;
  readonly children: ComponentChildren;
};

/** Content that may be wider than its container: it can be scrolled, also by keyboard. */
export const ScrollBox = ({ label, isLow = false, children }: Props) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard.
  <section class={isLow ? `${styles.box} ${styles.low}` : styles.box} aria-label={label} tabIndex={0}>
    {children}
  </section>
);
