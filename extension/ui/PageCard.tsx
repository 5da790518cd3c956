import type { ComponentChildren } from 'preact';

type Props = {
  /** The id of the heading, which names the page. */
  readonly id: string;
  readonly title: string;
  readonly intro: string;
  readonly children: ComponentChildren;
};

/** A page of the desk, with its title and introduction. */
export const PageCard = ({ id, title, intro, children }: Props) => (
  <section class="card wide" aria-labelledby={id}>
    <div>
      <h1 id={id}>{title}</h1>
      <p class="fine">{intro}</p>
    </div>
    {children}
  </section>
);
