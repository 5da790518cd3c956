import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import styles from './field.module.css';
import type { Bound } from './form-model.ts';
import { WrongLine } from './WrongLine.tsx';

/** What every field takes. A field outside of a form has no name and no errors. */
export type FieldProps<T> = Pick<Bound<T>, 'value' | 'onValue'> &
  Partial<Pick<Bound<T>, 'name' | 'wrong'>> & {
    readonly label: string;
    readonly help?: ComponentChildren;
    /** The label is for screen readers only, as the row around it says what the field is. */
    readonly isLabelHidden?: boolean;
  };

/** The attributes that tie a control to its label, its help and its error. */
type Control = {
  readonly id: string;
  readonly name: string | undefined;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
};

type Props = Omit<FieldProps<unknown>, 'value' | 'onValue'> & {
  /** A checkbox stands before its label. */
  readonly isCheck?: boolean;
  /** Between the help and the error. */
  readonly below?: ComponentChildren;
  readonly children: (control: Control) => ComponentChildren;
};

/** A control with its label, the help below it, and its error below that. */
export const Field = ({ name, label, help, isLabelHidden, wrong, isCheck, below, children }: Props) => {
  const id = useId();
  const [helpId, wrongId] = [`${id}-help`, `${id}-wrong`];
  const control = children({
    id,
    name,
    'aria-invalid': wrong !== undefined,
    'aria-describedby': help ? `${helpId} ${wrongId}` : wrongId,
  });
  return (
    <div class={isCheck ? `${styles.field} ${styles.check}` : styles.field}>
      {isCheck && control}
      <label for={id} class={isLabelHidden ? 'unseen' : undefined}>
        {label}
      </label>
      {!isCheck && control}
      {help && (
        <p class="fine" id={helpId}>
          {help}
        </p>
      )}
      {below}
      <WrongLine id={wrongId} text={wrong} />
    </div>
  );
};
