import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import { RequestId } from './RequestId.tsx';
import styles from './trouble.module.css';

/** A message about what went wrong, and the request id that support asks for. */
export type Trouble = { readonly text: string; readonly requestId?: string };

/** An alert that says what went wrong, with what helps below it. */
export const TroubleNote = ({
  trouble,
  children,
}: {
  trouble: Trouble | null;
  children?: ComponentChildren;
}) =>
  trouble && (
    <div class={styles.trouble} role="alert">
      <p class="wrong">
        <Icon name="stop" small />
        <span>{trouble.text}</span>
      </p>
      {trouble.requestId && <RequestId id={trouble.requestId} />}
      {children}
    </div>
  );
