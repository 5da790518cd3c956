import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { type Trouble, TroubleNote } from '../Trouble.tsx';
import styles from './form.module.css';
import type { Wrong } from './form-model.ts';
import { UnsavedGuard } from './unsaved.ts';
import { words as common } from './words.ts';

type Read<T> = { readonly value: T };

export type FormState = {
  readonly isDirty: Read<boolean>;
  readonly isSending: Read<boolean>;
  readonly wrong: Read<Wrong>;
  readonly trouble: Read<Trouble | null>;
  readonly note: Read<string>;
  readonly undo: () => unknown;
};

type Props = {
  readonly form: Pick<FormState, 'wrong'> & Partial<FormState>;
  readonly onSubmit: () => unknown;
  /** `column`: fields of reading width, one below the other. `inline`: next to each other. `whole`: as wide as the card. */
  readonly layout?: 'column' | 'inline' | 'whole';
  /** Its input is lost when it is left, without a question: a search, or a confirmation. */
  readonly isPassing?: boolean;
  readonly label?: string;
  readonly labelledBy?: string;
  readonly children: ComponentChildren;
};

const countOf = (wrong: Wrong): number => Object.values(wrong).filter(Boolean).length;

/** A form: asks before it is left with changes, which are then undone, and focuses its first wrong field. */
export const Form = (props: Props) => {
  const { form, onSubmit, layout = 'column', isPassing, label, labelledBy, children } = props;
  const element = useRef<HTMLFormElement>(null);
  const guard = useContext(UnsavedGuard);
  // Left before anything is painted: a later effect would undo what was typed first into the next form.
  useLayoutEffect(() => {
    const unguard = isPassing ? undefined : guard(() => form.isDirty?.value === true);
    return () => {
      unguard?.();
      form.undo?.();
    };
  }, [form, guard, isPassing]);
  const wrong = form.wrong.value;
  const faults = useRef(0);
  // A normal effect, so that it runs last: fields that subscribe to their own errors are marked in a later render.
  useEffect(() => {
    const before = faults.current;
    faults.current = countOf(wrong);
    // The focus does not jump to the next wrong field while somebody is still correcting one.
    if (faults.current >= before)
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);
  const submit = (event: Event) => {
    event.preventDefault();
    void onSubmit();
  };
  return (
    <form
      ref={element}
      class={`${styles.form} ${styles[layout]}`}
      onSubmit={submit}
      aria-label={label}
      aria-labelledby={labelledBy}
      noValidate
    >
      {children}
    </form>
  );
};

/** Fields next to each other that are no form: what is chosen applies at once. */
export const FieldRow = ({ children }: { children: ComponentChildren }) => (
  <div class={`${styles.form} ${styles.inline}`}>{children}</div>
);

type SaveBarProps = {
  readonly form: FormState;
  readonly words?: { readonly save: string; readonly saving: string };
  /** The current state, shown next to the result of the last act while nothing is unsaved. */
  readonly state?: string | false | null | undefined;
  /** A button that closes the form, in place of Undo. */
  readonly close?: { readonly label: string; readonly act: () => unknown };
  /** Other buttons. */
  readonly children?: ComponentChildren;
};

/** Saves, or goes back to the saved values. What went wrong is shown here, next to the buttons. */
export const SaveBar = ({ form, words = common, state, close, children }: SaveBarProps) => {
  const isSending = form.isSending.value;
  const isDirty = form.isDirty.value;
  const back = close ?? (isDirty && !isSending && { label: common.undo, act: form.undo });
  return (
    <div class={styles.bar}>
      <TroubleNote trouble={form.trouble.value} />
      <div class="acts">
        <button type="submit" class="button main" aria-disabled={isSending || !isDirty}>
          {isSending ? words.saving : words.save}
        </button>
        {back && (
          <button type="button" class="button" onClick={() => void back.act()}>
            {back.label}
          </button>
        )}
        {!isSending && children}
        <p role="status">
          {form.note.value || (isDirty && !isSending && common.unsaved)} {!isDirty && state}
        </p>
      </div>
    </div>
  );
};
