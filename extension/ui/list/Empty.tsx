import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../Icon.tsx';
import styles from './empty.module.css';

type Props = {
  readonly icon?: IconName;
  readonly title: string;
  /** What to do next. */
  readonly children?: ComponentChildren;
};

/** Stands where rows would be. */
export const Empty = ({ icon, title, children }: Props) => (
  <div class={styles.empty}>
    {icon && <Icon name={icon} />}
    <div>
      <p class="row-name">{title}</p>
      {children}
    </div>
  </div>
);
