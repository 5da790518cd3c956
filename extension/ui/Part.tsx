import type { ComponentChildren } from 'preact';
import styles from './part.module.css';

type Props = {
  /** The id of the heading, which names the part. */
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
};

/** A part of a page, under a heading of its own. */
export const Part = ({ id, title, children }: Props) => (
  <section class={styles.part} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);
