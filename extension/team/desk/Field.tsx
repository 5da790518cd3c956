import { WrongLine } from '../../ui/WrongLine.tsx';
import type { Connect, Field as Name } from './model.ts';

type Props = {
  readonly connect: Connect;
  readonly name: Name;
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** Formats the value while it is being typed. */
  readonly format?: (typed: string) => string;
  readonly input: Readonly<Record<string, string | boolean>>;
};

/** A text field with its help and its error. */
export const Field = ({ connect, name, label, help, value, onValue, format, input }: Props) => {
  const wrong = connect.wrong.value[name];
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        spellcheck={false}
        value={value}
        aria-invalid={wrong !== undefined}
        aria-describedby={`${name}-help ${name}-wrong`}
        {...input}
        onInput={event => {
          const element = event.currentTarget;
          const atEnd = element.selectionStart === element.value.length;
          // Formatting while somebody edits the middle would move their caret.
          if (format && atEnd) element.value = format(element.value);
          onValue(element.value);
          connect.corrected(name);
        }}
      />
      <p class="fine" id={`${name}-help`}>
        {help}
      </p>
      <WrongLine id={`${name}-wrong`} text={wrong} />
    </div>
  );
};
