import type { Status } from '../../shared/presence/statuses.ts';
import { STATUS_LOOKS } from '../../shared/presence/words.ts';
import styles from './status.module.css';

/** The sign of a status, always next to its word: hidden from assistive technology. */
export const StatusSign = ({ of }: { of: Status }) => (
  <span class={`${styles.sign} ${styles[STATUS_LOOKS[of].colour]}`} data-status={of} aria-hidden="true" />
);
