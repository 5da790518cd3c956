import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import box from './control.module.css';
import { Field, type FieldProps } from './Field.tsx';
import styles from './field.module.css';

type Input = InputHTMLAttributes<HTMLInputElement>;
type Props = FieldProps<string> &
  Pick<
    Input,
    | 'inputMode'
    | 'autocomplete'
    | 'autocapitalize'
    | 'placeholder'
    | 'readOnly'
    | 'maxLength'
    | 'min'
    | 'max'
    | 'spellcheck'
  > & {
    readonly type?: 'text' | 'email' | 'url' | 'date' | 'search';
    /** It gets the focus when it appears. */
    readonly isFocused?: boolean;
    /** Hidden while it is typed, and not stored by the browser. */
    readonly isSecret?: boolean;
    /** How the text is set: for ids and keys, codes, or numbers. */
    readonly look?: 'mono' | 'code' | 'amount';
    /** Several lines. */
    readonly rows?: number;
    /** Formats the text while it is typed. */
    readonly format?: (typed: string) => string;
    /** What a number counts, after the input. */
    readonly unit?: string;
    /** A button next to the input. */
    readonly beside?: ComponentChildren;
    /** What the input has led to so far, below the help. */
    readonly below?: ComponentChildren;
  };

/** A text field: one line, a secret, or several lines. */
export const TextField = ({
  name,
  label,
  help,
  isLabelHidden,
  wrong,
  below,
  value,
  onValue,
  type = 'text',
  isFocused,
  isSecret,
  look,
  rows,
  format,
  unit,
  beside,
  ...attributes
}: Props) => {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (isFocused) input.current?.focus();
  }, [isFocused]);
  const typed = (element: HTMLInputElement | HTMLTextAreaElement) => {
    // Formatting while somebody edits the middle would move their caret.
    if (format && element.selectionStart === element.value.length) element.value = format(element.value);
    onValue(element.value);
  };
  const how = {
    type: isSecret ? 'password' : type,
    autocomplete: isSecret ? 'new-password' : 'off',
    spellcheck: false,
    class: look ? `${box.control} ${box[look]}` : box.control,
    ...attributes,
  } as Input;
  return (
    <Field {...{ name, label, help, isLabelHidden, wrong, below }}>
      {control => (
        <div class={styles.line}>
          {rows ? (
            <textarea
              {...control}
              class={box.control}
              rows={rows}
              value={value}
              maxLength={attributes.maxLength}
              placeholder={attributes.placeholder}
              onInput={event => typed(event.currentTarget)}
            />
          ) : (
            <input
              {...control}
              {...how}
              ref={input}
              value={value}
              onInput={event => typed(event.currentTarget)}
            />
          )}
          {unit && (
            <span class="fine" aria-hidden="true">
              {unit}
            </span>
          )}
          {beside}
        </div>
      )}
    </Field>
  );
};
