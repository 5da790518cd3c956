import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../../ui/Icon.tsx';
import type { NumberField as Field } from './number-field.ts';
import { words } from './words.ts';

const LONG_PRESS_MS = 500;
const LONG_NUMBER = 17;

/** The position of the caret or selection; the end if the field was never touched. */
export const selectionOf = (input: HTMLInputElement | null, text: string): [number, number] => [
  input?.selectionStart ?? text.length,
  input?.selectionEnd ?? text.length,
];

type Props = { field: Field; input: RefObject<HTMLInputElement | null>; describedBy: string };

export const NumberField = ({ field, input, describedBy }: Props) => {
  const { text, caret } = field.typed.value;
  const holdId = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLayoutEffect(() => input.current?.setSelectionRange(caret, caret), [text, caret, input]);

  const edit = (element: HTMLInputElement) => {
    field.edit(element.value, element.selectionStart ?? element.value.length);
    // If formatting returns the same text, nothing is rendered, so the field is reset here.
    const now = field.typed.value;
    if (element.value !== now.text) element.value = now.text;
    element.setSelectionRange(now.caret, now.caret);
  };

  return (
    <div class="number-field">
      <input
        ref={input}
        class={text.length > LONG_NUMBER ? 'number-input long' : 'number-input'}
        type="tel"
        autocomplete="off"
        spellcheck={false}
        maxLength={64}
        aria-label={words.numberLabel}
        aria-describedby={describedBy}
        placeholder={words.numberPlaceholder}
        value={text}
        onInput={event => edit(event.currentTarget)}
        onPaste={event => {
          event.preventDefault();
          const pasted = event.clipboardData?.getData('text/plain') ?? '';
          field.paste(pasted, ...selectionOf(event.currentTarget, text));
        }}
      />
      {text !== '' && (
        <button
          type="button"
          class="icon-button erase"
          aria-label={words.erase}
          title={words.erase}
          onPointerDown={() => {
            holdId.current = setTimeout(field.eraseAll, LONG_PRESS_MS);
          }}
          onPointerUp={() => clearTimeout(holdId.current)}
          onPointerLeave={() => clearTimeout(holdId.current)}
          onMouseDown={event => event.preventDefault()}
          onClick={() => field.erase(...selectionOf(input.current, text))}
        >
          <Icon name="backspace" />
        </button>
      )}
    </div>
  );
};
