import type { ComponentChildren } from 'preact';

type Props = {
  /** The id of the heading, which names the page. */
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  /** As wide as the page, for many rows or columns. */
  readonly isRoomy?: boolean;
  readonly children: ComponentChildren;
};

/** A page of the desk, with its title and introduction. */
export const PageCard = ({ id, title, intro, isRoomy = false, children }: Props) => (
  <section class={isRoomy ? 'card wide roomy' : 'card wide'} aria-labelledby={id}>
    <div>
      <h1 id={id}>{title}</h1>
      <p class="fine">{intro}</p>
    </div>
    {children}
  </section>
);
