import { Icon } from '../Icon.tsx';
import styles from './toasts.module.css';
import { toasts as pageToasts, type ToastQueue } from './toasts.ts';

const words = { undo: 'Undo', dismiss: 'Dismiss' } as const;

/** Shows the queue in a corner. Always in the document, so that screen readers announce what appears in it. */
export const Toasts = ({ toasts = pageToasts }: { toasts?: ToastQueue }) => (
  <div
    class={styles.toasts}
    role="status"
    aria-live="polite"
    aria-atomic="false"
    onMouseEnter={toasts.hold}
    onMouseLeave={toasts.release}
    onFocusIn={toasts.hold}
    onFocusOut={toasts.release}
  >
    {toasts.shown.value.map(toast => (
      <div class={styles.toast} key={toast.id}>
        <Icon name="check" small />
        <p>{toast.text}</p>
        {toast.undo && (
          <button type="button" class="link" onClick={() => toasts.undo(toast)}>
            {words.undo}
          </button>
        )}
        <button type="button" class="link" onClick={() => toasts.drop(toast.id)}>
          {words.dismiss}
        </button>
      </div>
    ))}
  </div>
);
