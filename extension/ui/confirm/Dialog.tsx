import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import styles from './dialog.module.css';

type Props = {
  readonly title: string;
  readonly isOpen: boolean;
  /** Escape, or the dialog was closed in another way. */
  readonly onClose: () => void;
  readonly role?: 'alertdialog';
  readonly children: ComponentChildren;
};

/** The frame of every modal dialog. The focus goes back to what opened it, or to the page if that is gone. */
export const Dialog = ({ title, isOpen, onClose, role, children }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    if (isOpen) return dialog.current?.showModal();
    if (!dialog.current?.open) return;
    dialog.current.close();
    if (document.activeElement === document.body) dialog.current.closest<HTMLElement>('main')?.focus();
  }, [isOpen]);
  return (
    <dialog ref={dialog} class={styles.dialog} role={role} aria-labelledby={titleId} onClose={onClose}>
      {isOpen && (
        <>
          <h2 id={titleId}>{title}</h2>
          {children}
        </>
      )}
    </dialog>
  );
};
